/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.FileName;
import io.github.dsemaven.artifact.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What the result files of a data set hold, to which an evaluation from the command line adds its own: as one of the same key
 * in the place of that one, else at the end. Rows that nothing is known of besides, such as those of the Python script, stay.
 */
public final class EarlierResults {
    private final ResultTable table;
    private final List<Earlier> all;

    /** A row of the table, and what is known of it besides. */
    private record Earlier(Map<String, String> row, Optional<EarlierEvaluation> known) {}

    private EarlierResults(ResultTable table, List<Earlier> all) {
        this.table = table;
        this.all = List.copyOf(all);
    }

    /** Reads the files of a data set; a file that is not there or can't be read holds nothing. */
    public static EarlierResults read(Path folder, String dataset) {
        String name = FileName.distinct(Set.of(dataset)).get(dataset);
        ResultTable table = ResultTable.of(text(ResultFiles.table(folder, name)));
        List<JsonObject> details = evaluations(text(ResultFiles.details(folder, name)));
        List<JsonObject> timings = evaluations(text(ResultFiles.timings(folder, name)));
        List<EarlierEvaluation> left = new ArrayList<>();
        for (int i = 0; i < details.size(); i++) {
            JsonObject timing = timings.size() == details.size() ? timings.get(i) : new JsonObject();
            left.add(new EarlierEvaluation(dataset, details.get(i), timing));
        }
        List<Earlier> all = new ArrayList<>();
        for (Map<String, String> row : table.rows()) {
            Optional<EarlierEvaluation> known =
                    left.stream().filter(evaluation -> evaluation.isRow(row)).findFirst();
            known.ifPresent(left::remove);
            all.add(new Earlier(row, known));
        }
        return new EarlierResults(table, all);
    }

    /** Without the evaluations that a condition does not hold for; rows that nothing is known of stay. */
    public EarlierResults where(Predicate<EarlierEvaluation> kept) {
        return new EarlierResults(
                table,
                all.stream()
                        .filter(one ->
                                one.known().isEmpty() || kept.test(one.known().get()))
                        .toList());
    }

    /** The evaluations that are known, in order. */
    public List<EarlierEvaluation> evaluations() {
        return all.stream().flatMap(one -> one.known().stream()).toList();
    }

    /** The three files with new results, given as the files would be of them alone: table, details, timings. */
    List<String> with(String dataset, String newTable, String newDetails, String newTimings) {
        ResultTable added = ResultTable.of(newTable);
        List<JsonObject> details = evaluations(newDetails);
        List<JsonObject> timings = evaluations(newTimings);
        List<Earlier> merged = new ArrayList<>(all);
        for (int i = 0; i < details.size(); i++) {
            var evaluation = new EarlierEvaluation(dataset, details.get(i), timings.get(i));
            var one = new Earlier(added.rows().get(i), Optional.of(evaluation));
            int same = IntStream.range(0, merged.size())
                    .filter(at -> merged.get(at).known().isPresent()
                            && merged.get(at).known().get().key().equals(evaluation.key()))
                    .findFirst()
                    .orElse(-1);
            if (same < 0) {
                merged.add(one);
            } else {
                merged.set(same, one);
            }
        }
        List<EarlierEvaluation> known =
                merged.stream().flatMap(one -> one.known().stream()).toList();
        return List.of(
                added.with(table, merged.stream().map(Earlier::row).toList()).text(),
                replaced(
                        newDetails,
                        known.stream().map(EarlierEvaluation::details).toList()),
                replaced(
                        newTimings,
                        known.stream().map(EarlierEvaluation::timing).toList()));
    }

    /** A document with other evaluations; partial where one of them is. */
    private static String replaced(String document, List<JsonObject> evaluations) {
        JsonObject root = JsonParser.parseString(document).getAsJsonObject();
        Map<String, Object> map = EarlierEvaluation.plain(root);
        map.put(
                "evaluations",
                evaluations.stream().map(EarlierEvaluation::plain).toList());
        map.computeIfPresent(
                "partial",
                (name, value) -> evaluations.stream()
                        .anyMatch(
                                one -> one.has("partial") && one.get("partial").getAsBoolean()));
        return Json.pretty(map);
    }

    private static List<JsonObject> evaluations(String document) {
        try {
            List<JsonObject> evaluations = new ArrayList<>();
            for (JsonElement one :
                    JsonParser.parseString(document).getAsJsonObject().getAsJsonArray("evaluations")) {
                evaluations.add(one.getAsJsonObject());
            }
            return evaluations;
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            return List.of();
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
