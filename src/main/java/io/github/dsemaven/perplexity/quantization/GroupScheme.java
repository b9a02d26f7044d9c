/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.Optional;
import java.util.Set;

/**
 * Round-to-nearest in groups along the input axis with one scale each: MLC's {@code q3f16_1} and relatives, the source
 * script's fake 3-bit, and schemes of the user's own.
 *
 * @param label canonical text
 * @param format bits, group size, symmetry, rounding and order of steps
 * @param arithmetic the type of every step and of the scale; empty is the type in which the model is loaded
 * @param castAll whether all parameters, also those left alone, are cast to the arithmetic's type first, as MLC does
 * @param kinds which weights are quantized
 * @param tiedEmbedding whether a tied embedding is quantized because it is the head
 */
public record GroupScheme(
        String label,
        GroupFormat format,
        Optional<DType> arithmetic,
        boolean castAll,
        Set<ModuleKind> kinds,
        boolean tiedEmbedding)
        implements QuantizationScheme {
    public GroupScheme {
        kinds = Set.copyOf(kinds);
    }

    @Override
    public String description() {
        return format.description() + ", arithmetic in "
                + arithmetic.map(DType::text).orElse("the type of the loaded model") + ", "
                + Layers.describe(kinds, tiedEmbedding);
    }

    @Override
    public QuantizationPlan plan(Model model) {
        DType type = arithmetic.orElse(model.loaded());
        Treatment keep = new Treatment.Keep(castAll ? Optional.of(type) : Optional.empty());
        Treatment straight = new Treatment.Group(format, type, false);
        Treatment transposed = new Treatment.Group(format, type, true);
        return (name, kind) -> {
            if (kind == ModuleKind.EMBEDDING && tiedEmbedding && model.tiedHead()) {
                return straight;
            }
            if (!kinds.contains(kind)) {
                return keep;
            }
            return kind == ModuleKind.CONV1D ? transposed : straight;
        };
    }
}
