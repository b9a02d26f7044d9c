/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.Optional;

/**
 * No quantization: {@code fp16}, which is the source script's label for it whatever the type of the weights, and MLC's
 * {@code q0f16}, {@code q0bf16}, {@code q0f32}, which cast every parameter.
 *
 * @param label canonical text
 * @param cast the type every parameter is cast to before use; empty leaves the checkpoint's own
 */
public record Unquantized(String label, Optional<DType> cast) implements QuantizationScheme {
    @Override
    public String description() {
        return cast.map(type -> "no quantization, every parameter cast to " + type.text())
                .orElse("no quantization");
    }

    @Override
    public QuantizationPlan plan(Model model) {
        Treatment keep = new Treatment.Keep(cast);
        return (name, kind) -> keep;
    }
}
