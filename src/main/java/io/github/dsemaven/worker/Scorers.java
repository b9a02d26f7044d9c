/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import java.util.List;
import java.util.function.Consumer;

/** Makes what scores windows on the devices asked for. */
final class Scorers {
    private Scorers() {}

    /**
     * Prepares a checkpoint; its weights are loaded with the first windows.
     *
     * @param workers one for each device, alike but for the device
     * @param machine told when something has to be done in another way for want of memory
     */
    static Scorer open(
            Checkpoint checkpoint, QuantizationScheme scheme, List<EngineSettings> workers, Consumer<String> machine) {
        if (workers.size() == 1) {
            return open(checkpoint, scheme, workers.get(0), machine);
        }
        return new WorkerPool(workers.stream()
                .map(settings -> open(checkpoint, scheme, settings, machine))
                .toList());
    }

    private static Scorer open(
            Checkpoint checkpoint, QuantizationScheme scheme, EngineSettings settings, Consumer<String> machine) {
        boolean cpu = settings.cudaDevice().isEmpty();
        boolean low = settings.lowMemory() && LowBitWeights.suit(scheme);
        if (cpu && !low) {
            WeightPlan plan = WeightPlan.of(checkpoint, scheme, settings.dtype());
            if (LayerwiseScorer.suits(checkpoint, plan)) {
                return LayerwiseScorer.open(checkpoint, scheme, settings);
            }
        }
        WeightSource restored = cpu
                ? SchemeWeights.of(checkpoint, scheme, settings)
                : new FileWeights(checkpoint, scheme, settings.dtype(), settings.threads());
        WeightSource weights = low ? new LowBitWeights(checkpoint, scheme, settings, restored) : restored;
        return cpu
                ? ScoringSession.open(checkpoint, weights, settings)
                : new CudaScorer(checkpoint, weights, settings, CudaTuning.DEFAULT, machine);
    }
}
