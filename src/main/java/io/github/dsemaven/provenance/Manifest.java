/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code manifest.json}: every file and number, from which inputs, with which parameters and versions. An output without
 * {@code from} was made from all inputs of its step. Nothing in it depends on the machine, the time or the order in which
 * goals ran.
 */
public final class Manifest {
    /** The schema's name, which changes with its meaning. */
    public static final String SCHEMA = "dse-manifest/1";

    private Manifest() {}

    /**
     * @param steps in order
     */
    static String text(List<StepRecord> steps) {
        return Json.pretty(map(
                "schema", SCHEMA, "steps", steps.stream().map(Manifest::step).toList()));
    }

    private static Map<String, Object> step(StepRecord step) {
        return map(
                "goal",
                step.key().goal(),
                "execution",
                step.key().execution(),
                "inputs",
                step.inputs().stream()
                        .map(input -> map("name", input.name(), "sha256", input.sha256(), "size", input.size()))
                        .toList(),
                "parameters",
                step.parameters(),
                "versions",
                step.versions(),
                "outputs",
                step.outputs().stream().map(Manifest::output).toList(),
                "numbers",
                step.numbers().stream()
                        .map(number -> map("name", number.name(), "value", number.value(), "from", number.from()))
                        .toList(),
                "warnings",
                step.warnings());
    }

    private static Map<String, Object> output(StepRecord.Output output) {
        String name = Folders.portable(output.name())
                ? output.name()
                : output.name().substring(output.name().lastIndexOf('/') + 1);
        Map<String, Object> all = map("path", name, "sha256", output.sha256(), "size", output.size());
        if (!output.from().isEmpty()) {
            all.put("from", output.from());
        }
        return all;
    }

    private static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
