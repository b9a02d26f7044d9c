/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.Tensor;

/** The error for a weight with NaN or infinity, possibly only after a cast. */
final class NotFinite {
    private NotFinite() {}

    static DseException at(Tensor weight, long row) {
        String place = weight.region().map(region -> region.file().toString()).orElse(weight.name());
        return new DseException(
                Place.of(place),
                "row " + row + " of " + weight.name() + " has a value that is NaN, infinite, or beyond the range of the"
                        + " type in which it is quantized",
                Suggestions.WEIGHT_NOT_FINITE);
    }
}
