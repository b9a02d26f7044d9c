/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.perplexity.Timing;
import io.github.dsemaven.perplexity.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Scores windows one call after the other, writes them down and says how far it has come. */
final class ScoringRun {
    private static final long REPORT_EVERY = Duration.ofMillis(200).toNanos();

    private final int evaluation;
    private final Place place;
    private final int batch;
    private final EventLog log;

    /**
     * @param place names the evaluation in errors
     * @param batch windows a call
     */
    ScoringRun(int evaluation, Place place, int batch, EventLog log) {
        this.evaluation = evaluation;
        this.place = place;
        this.batch = batch;
        this.log = log;
    }

    /**
     * Scores the windows that a journal lacks.
     *
     * @param ids the whole text
     * @throws DseException when a loss is not finite: names window and layer
     */
    Timing run(Scorer session, int[] ids, List<Window> windows, NllJournal journal) throws IOException {
        TextWindows text = TextWindows.of(ids, windows, session.rotaryLengths());
        double sum = journal.sum();
        long scored = windows.subList(0, journal.completed()).stream()
                .mapToLong(Window::scored)
                .sum();
        long inputTokens = 0;
        long began = System.nanoTime();
        long reported = began;
        int from = journal.completed();
        // Enough windows for every thread: small models score several side by side.
        int step = Math.max(batch, session.windowsPerCall());
        while (from < windows.size()) {
            int to = Math.min(from + step, windows.size());
            List<Window> part = windows.subList(from, to);
            for (float[] nll : score(session, text, part)) {
                journal.append(nll);
                for (float value : nll) {
                    sum += value;
                }
                scored += nll.length;
            }
            inputTokens += part.stream().mapToLong(Window::length).sum();
            from = to;
            long now = System.nanoTime();
            if (now - reported >= REPORT_EVERY && scored > 0) {
                reported = now;
                report(windows, from, inputTokens, (now - began) / 1e9, sum / scored);
            }
        }
        return new Timing((System.nanoTime() - began) / 1e9, inputTokens, false);
    }

    private void report(List<Window> windows, int done, long inputTokens, double seconds, double meanNll) {
        double speed = inputTokens / seconds;
        long left = windows.subList(done, windows.size()).stream()
                .mapToLong(Window::length)
                .sum();
        log.send(new Event.Advanced(evaluation, done, windows.size(), speed, meanNll, left / speed));
    }

    /** A window of a single token has nothing to score and is not run. */
    private float[][] score(Scorer session, TextWindows text, List<Window> part) {
        List<TokenWindow> run = new ArrayList<>();
        for (Window window : part) {
            if (window.scored() > 0) {
                run.add(text.tokens(window));
            }
        }
        float[][] scored = run.isEmpty() ? new float[0][] : session.nll(run);
        float[][] all = new float[part.size()][];
        int next = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = part.get(i).scored() > 0 ? scored[next++] : new float[0];
            checkFinite(part.get(i), all[i], session, text);
        }
        return all;
    }

    private void checkFinite(Window window, float[] nll, Scorer session, TextWindows text) {
        for (int i = 0; i < nll.length; i++) {
            if (!Float.isFinite(nll[i])) {
                throw new DseException(
                        place,
                        "the loss of token " + (window.firstScored() + i) + " in window " + window.index() + " (tokens "
                                + window.begin() + " to " + (window.end() - 1) + ") is " + nll[i]
                                + "; the first values that are not finite come out of "
                                + session.firstNotFinite(text.tokens(window)),
                        Suggestions.lossNotFinite());
            }
        }
    }
}
