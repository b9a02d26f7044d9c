/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.Optional;

/**
 * bitsandbytes' 4-bit NormalFloat with double quantization, as the source script configures it: {@code load_in_4bit},
 * {@code bnb_4bit_quant_type="nf4"}, {@code bnb_4bit_use_double_quant=True}, float16 arithmetic. transformers casts every
 * parameter to float16 when it loads for bitsandbytes.
 */
public record Nf4Scheme() implements QuantizationScheme {
    @Override
    public String label() {
        return "4bit";
    }

    @Override
    public String description() {
        return "bitsandbytes nf4 in blocks of 64 with double quantization, parameters cast to float16 first, "
                + Layers.describe(Layers.BITSANDBYTES, false);
    }

    @Override
    public QuantizationPlan plan(Model model) {
        Treatment keep = new Treatment.Keep(Optional.of(DType.F16));
        return (name, kind) -> Layers.BITSANDBYTES.contains(kind) ? new Treatment.Nf4(kind == ModuleKind.CONV1D) : keep;
    }
}
