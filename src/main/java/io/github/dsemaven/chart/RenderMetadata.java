/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What every picture says of its own origin.
 *
 * @param producer name and version of what drew it
 * @param provenance further entries such as digests of the inputs, in the order they are written; keys are short ASCII
 *     names, values must not vary between runs on the same inputs
 * @param timestamp a fixed moment for formats that want one; without it no date is written
 */
public record RenderMetadata(String producer, Map<String, String> provenance, Optional<Instant> timestamp) {
    public RenderMetadata {
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** The provenance as one line, {@code key: value; key: value}; may be empty. */
    String line() {
        var line = new StringBuilder();
        provenance.forEach((key, value) ->
                line.append(line.isEmpty() ? "" : "; ").append(key).append(": ").append(value));
        return line.toString();
    }
}
