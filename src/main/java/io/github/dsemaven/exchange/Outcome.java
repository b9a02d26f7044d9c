/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.exchange;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one evaluation: a result, or what was wrong.
 *
 * @param result empty where there are problems
 */
public record Outcome(Optional<JsonObject> result, List<Problem> problems) {
    public Outcome {
        problems = List.copyOf(problems);
    }

    /** It failed. */
    public static Outcome failed(List<Problem> problems) {
        return new Outcome(Optional.empty(), problems);
    }

    /** Writes the outcome of an evaluation that succeeded. */
    public static void writeResult(Path file, Map<String, Object> result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("result", result);
        fields.put("problems", List.of());
        AtomicFile.write(file, Json.pretty(fields));
    }

    /** Writes the outcome of an evaluation that failed. */
    public static void writeProblems(Path file, List<Problem> problems) {
        List<Object> list = new ArrayList<>();
        for (Problem problem : problems) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("subject", problem.place().subject());
            fields.put("line", problem.place().line());
            fields.put("column", problem.place().column());
            fields.put("message", problem.message());
            fields.put("suggestion", problem.suggestion());
            list.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("result", null);
        fields.put("problems", list);
        AtomicFile.write(file, Json.pretty(fields));
    }

    /** Reads an outcome file; empty where there is none, or none that can be read. */
    public static Optional<Outcome> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            List<Problem> problems = problems(json.getAsJsonArray("problems"));
            JsonElement result = json.get("result");
            return Optional.of(new Outcome(
                    result.isJsonNull() ? Optional.empty() : Optional.of(result.getAsJsonObject()), problems));
        } catch (IOException | JsonParseException | IllegalStateException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static List<Problem> problems(JsonArray array) {
        List<Problem> problems = new ArrayList<>();
        for (JsonElement element : array) {
            JsonObject json = element.getAsJsonObject();
            Place place = new Place(
                    json.get("subject").getAsString(),
                    json.get("line").getAsLong(),
                    json.get("column").getAsString());
            problems.add(new Problem(
                    place,
                    json.get("message").getAsString(),
                    json.get("suggestion").getAsString()));
        }
        return problems;
    }
}
