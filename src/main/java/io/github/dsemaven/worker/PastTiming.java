/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.perplexity.Timing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long an evaluation took when it was computed, for those that reuse its numbers. */
final class PastTiming {
    private PastTiming() {}

    static void write(Path folder, Cause cause, Timing timing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seconds", timing.seconds());
        fields.put("inputTokens", timing.inputTokens());
        SealedFile.write(file(folder, cause), cause.digest(), Json.pretty(fields));
    }

    /** No time at all where it is not known. */
    static Timing read(Path folder, Cause cause) {
        return SealedFile.read(file(folder, cause), cause.digest())
                .map(JsonParser::parseString)
                .map(JsonElement::getAsJsonObject)
                .map(json -> new Timing(
                        json.get("seconds").getAsDouble(),
                        json.get("inputTokens").getAsLong(),
                        true))
                .orElse(new Timing(0, 0, true));
    }

    private static Path file(Path folder, Cause cause) {
        return folder.resolve(cause.digest() + ".timing.json");
    }
}
