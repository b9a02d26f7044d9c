/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one execution of a goal made, and from what.
 *
 * @param key which execution
 * @param inputs every file it read, in the order given, which may matter
 * @param parameters every setting that shapes the outputs, as text
 * @param versions the plugin and the libraries that shape the outputs
 * @param platform what shapes only outputs that are not the same on every machine (the Java version, for PNG and PDF);
 *     not published
 * @param outputs every file it wrote
 * @param numbers every number it computed
 * @param warnings what a reader of the outputs has to know about the inputs
 */
public record StepRecord(
        StepKey key,
        List<FileDigest> inputs,
        Map<String, String> parameters,
        Map<String, String> versions,
        Map<String, String> platform,
        List<Output> outputs,
        List<Quantity> numbers,
        List<String> warnings) {

    /**
     * A file that was written.
     *
     * @param name relative to the folder of the manifest, with forward slashes
     * @param sha256 digest of its content
     * @param size bytes
     * @param from names of the inputs it was made from; empty for all of them
     */
    public record Output(String name, String sha256, long size, List<String> from) {
        public Output {
            from = List.copyOf(from);
        }
    }

    /**
     * A number that was computed.
     *
     * @param name such as {@code wikitext2/tiny-llama/fp16}
     * @param value its decimal text
     * @param from names of the inputs it was computed from
     */
    public record Quantity(String name, String value, List<String> from) {
        public Quantity {
            from = List.copyOf(from);
        }
    }

    public StepRecord {
        inputs = List.copyOf(inputs);
        parameters = ordered(parameters);
        versions = ordered(versions);
        platform = ordered(platform);
        outputs = List.copyOf(outputs);
        numbers = List.copyOf(numbers);
        warnings = List.copyOf(warnings);
    }

    /** Digest of everything that determines the outputs; the execution id does not. */
    String cause() {
        var text = new ArrayList<String>();
        text.add(StepText.VERSION + "\n" + key.goal());
        inputs.forEach(input -> text.add("input\t" + input.name() + "\t" + input.sha256()));
        parameters.forEach((name, value) -> text.add("parameter\t" + name + "\t" + value));
        versions.forEach((name, value) -> text.add("version\t" + name + "\t" + value));
        platform.forEach((name, value) -> text.add("platform\t" + name + "\t" + value));
        return Sha256.of(String.join("\0", text));
    }

    StepRecord with(StepKey other) {
        return new StepRecord(other, inputs, parameters, versions, platform, outputs, numbers, warnings);
    }

    StepRecord withOutputs(List<Output> fewer) {
        return new StepRecord(key, inputs, parameters, versions, platform, fewer, numbers, warnings);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
