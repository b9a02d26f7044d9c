/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where libraries of CUDA may come from. */
public enum CudaSource {
    /** The system alone. */
    SYSTEM,
    /** The system, and Maven repositories for what it lacks. */
    MAVEN;

    /**
     * @throws DseException for an unknown name: lists the valid ones
     */
    public static CudaSource parse(Place place, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<String> valid = Arrays.stream(values()).map(CudaSource::text).toList();
        return Arrays.stream(values())
                .filter(value -> value.text().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new DseException(
                        place, "unknown source \"" + text.strip() + "\"", Suggestions.validValues(text, valid)));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
