/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.Optional;

/**
 * bitsandbytes' LLM.int8(): int8 weights with a scale an output row, int8 activations with a scale a token, and float16 for
 * the columns in which any activation of the call reaches the threshold. The activations' half is part of the graph.
 */
public record LlmInt8Scheme() implements QuantizationScheme {
    /** Activations of at least this magnitude make their column an outlier. */
    public static final float THRESHOLD = 6.0f;

    @Override
    public String label() {
        return "8bit";
    }

    @Override
    public String description() {
        return "bitsandbytes LLM.int8() with threshold 6, parameters cast to float16 first, "
                + Layers.describe(Layers.BITSANDBYTES, false);
    }

    @Override
    public QuantizationPlan plan(Model model) {
        Treatment keep = new Treatment.Keep(Optional.of(DType.F16));
        return (name, kind) ->
                Layers.BITSANDBYTES.contains(kind) ? new Treatment.Int8(kind == ModuleKind.CONV1D) : keep;
    }
}
