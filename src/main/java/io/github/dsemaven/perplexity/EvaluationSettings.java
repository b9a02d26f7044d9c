/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation as the user wrote it: texts by XML element name, nothing checked yet.
 *
 * @param element the XML element it stands in, for errors: {@code <evaluation>[2]}, or empty for the command line
 * @param values text by element name (see {@link #NAMES}); blank texts count as absent
 */
public record EvaluationSettings(String element, Map<String, String> values) {
    /** The element names in the order of the documentation. */
    public static final List<String> NAMES = List.of(
            "hfModel",
            "mlcModel",
            "quantization",
            "dataset",
            "datasetFile",
            "split",
            "maxLength",
            "stride",
            "device",
            "devices",
            "dtype",
            "protocol",
            "batch",
            "limit",
            "lowMemory");

    public EvaluationSettings {
        Map<String, String> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null && !value.isBlank()) {
                given.put(name, value.strip());
            }
        });
        values = Map.copyOf(given);
    }

    /** What the user wrote for an element. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The same with another evaluation's values where this one has none; a device of its own replaces shared devices. */
    public EvaluationSettings withDefaults(EvaluationSettings defaults) {
        Map<String, String> merged = new LinkedHashMap<>(defaults.values());
        if (values.containsKey("device")) {
            merged.remove("devices");
        }
        merged.putAll(values);
        return new EvaluationSettings(element, merged);
    }

    /** {@code <evaluation>[2] <stride>}. */
    Place place(String name) {
        String tag = "<" + name + ">";
        return Place.of(element.isEmpty() ? tag : element + " " + tag);
    }
}
