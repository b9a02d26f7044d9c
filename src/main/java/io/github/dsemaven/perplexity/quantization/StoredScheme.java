/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.StoredFormat;
import java.util.Optional;

/**
 * The scheme under which the weights of a model lie in their files already: they are restored as they are, and nothing else is
 * done to them. No user chooses it.
 */
public record StoredScheme(StoredFormat format) implements QuantizationScheme {
    @Override
    public String label() {
        return format.label();
    }

    @Override
    public String description() {
        return "the weights are stored as " + format.label() + " and evaluated as they are";
    }

    @Override
    public QuantizationPlan plan(Model model) {
        Treatment keep = new Treatment.Keep(Optional.empty());
        return (name, kind) -> keep;
    }

    @Override
    public boolean unquantized() {
        return !format.quantized();
    }
}
