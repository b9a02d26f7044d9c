/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The type in which a model is loaded and computes, named as PyTorch does. */
public enum ComputeType {
    /** float32 on the CPU, float16 on CUDA, as in the source script. */
    AUTO(Optional.empty()),
    FLOAT32(Optional.of(DType.F32)),
    FLOAT16(Optional.of(DType.F16)),
    BFLOAT16(Optional.of(DType.BF16));

    private final Optional<DType> type;

    ComputeType(Optional<DType> type) {
        this.type = type;
    }

    /** {@code float32} and so on. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type on a device. */
    public DType on(Device.Kind device) {
        return type.orElse(device == Device.Kind.CUDA ? DType.F16 : DType.F32);
    }

    /**
     * @throws DseException for an unknown name: lists the valid ones
     */
    public static ComputeType parse(Place place, String text) {
        List<String> valid = Arrays.stream(values()).map(ComputeType::text).toList();
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new DseException(
                        place, "unknown dtype \"" + text.strip() + "\"", Suggestions.validValues(text, valid)));
    }
}
