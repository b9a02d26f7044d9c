/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.quantization.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Several workers that share the windows: cards, or sessions on the CPU. Windows are divided into the same groups whatever
 * the number of workers, and every group is scored by whichever worker is free, so the numbers are those of one worker.
 */
final class WorkerPool implements Scorer {
    private final List<Scorer> workers;
    private final int group;

    /** @param workers at least one, all of the same model and settings */
    WorkerPool(List<Scorer> workers) {
        this.workers = List.copyOf(workers);
        this.group = workers.stream()
                .mapToInt(Scorer::windowsPerCall)
                .max()
                .orElseThrow(() -> new IllegalArgumentException("no workers"));
    }

    @Override
    public int windowsPerCall() {
        return group * workers.size() * 2;
    }

    @Override
    public float[][] nll(List<TokenWindow> windows) {
        List<List<TokenWindow>> groups = new ArrayList<>();
        for (int from = 0; from < windows.size(); from += group) {
            groups.add(windows.subList(from, Math.min(from + group, windows.size())));
        }
        float[][] losses = new float[windows.size()][];
        Queue<Scorer> free = new ConcurrentLinkedQueue<>(workers);
        Parallel.run(workers.size(), groups.size(), () -> {
            Scorer worker = free.remove();
            return index -> {
                float[][] part = worker.nll(groups.get(index));
                System.arraycopy(part, 0, losses, index * group, part.length);
            };
        });
        return losses;
    }

    @Override
    public RotaryLengths rotaryLengths() {
        return workers.get(0).rotaryLengths();
    }

    @Override
    public String firstNotFinite(TokenWindow window) {
        return workers.get(0).firstNotFinite(window);
    }

    @Override
    public void close() {
        workers.forEach(Scorer::close);
    }
}
