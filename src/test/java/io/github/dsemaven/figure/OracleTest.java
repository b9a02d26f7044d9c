/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.ReferenceData;
import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.csv.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every figure of the real Llama-3-8B CSVs against the numbers computed independently of this project. */
class OracleTest {
    /** What the oracle says of the scripts and their pictures, not of the data. */
    private static final Set<String> NO_DATA = Set.of("group", "png", "script", "error_band");

    private static final double TOLERANCE = 1e-12;

    @Test
    void everyFigureHoldsTheOraclesNumbers() throws IOException {
        Path oracles = ReferenceData.path("oracles/llama3_8b");
        Map<String, Figure> figures = new HashMap<>();
        figures().forEach(figure -> figures.put(figure.name(), figure));

        int compared = 0;
        for (Path oracle : list(oracles, ".json")) {
            JsonObject expected =
                    JsonParser.parseString(Files.readString(oracle)).getAsJsonObject();
            Figure figure = figures.get(expected.get("figure").getAsString());
            assertThat(figure).as(oracle.getFileName().toString()).isNotNull();
            JsonObject actual = JsonParser.parseString(FigureData.json(figure)).getAsJsonObject();
            for (String key : expected.keySet()) {
                if (!NO_DATA.contains(key)) {
                    compare(figure.name() + "." + key, expected.get(key), actual.get(key));
                }
            }
            compared++;
        }

        assertThat(compared).isEqualTo(31);
    }

    private static List<Figure> figures() throws IOException {
        Path csv = ReferenceData.path("csv");
        var results = CsvFiles.results(files(csv, "kv_cache_dse_results_"));
        var metrics = CsvFiles.metrics(files(csv, "kv_cache_dse_metrics_"));
        var perplexity = CsvFiles.perplexity(files(csv, "wikitext"));
        assertThat(Stream.of(results, metrics, perplexity).map(Loaded::problems))
                .allMatch(List::isEmpty);
        PlotOptions options = PlotOptions.DEFAULT;
        var all = new ArrayList<Figure>();
        all.addAll(MemoryFigures.of(results.tables(), options).figures());
        all.addAll(QuantizationFigures.of(results.tables(), options).figures());
        all.addAll(ThroughputFigures.of(metrics.tables(), options).figures());
        all.addAll(PerplexityFigures.of(perplexity.tables(), options).figures());
        return all;
    }

    private static List<InputFile> files(Path folder, String prefix) throws IOException {
        return list(folder, ".csv").stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .map(file -> new InputFile(file, file.getFileName().toString()))
                .toList();
    }

    private static List<Path> list(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** Objects may have more keys than expected; means and standard deviations may differ in the last digits. */
    private static void compare(String at, JsonElement expected, JsonElement actual) {
        if (expected.isJsonObject()) {
            assertThat(actual).as(at).isInstanceOf(JsonObject.class);
            for (String key : expected.getAsJsonObject().keySet()) {
                compare(
                        at + "." + key,
                        expected.getAsJsonObject().get(key),
                        actual.getAsJsonObject().get(key));
            }
        } else if (expected.isJsonArray()) {
            assertThat(actual).as(at).isInstanceOf(JsonArray.class);
            assertThat(actual.getAsJsonArray()).as(at).hasSameSizeAs(expected.getAsJsonArray());
            for (int i = 0; i < expected.getAsJsonArray().size(); i++) {
                compare(
                        at + "[" + i + "]",
                        expected.getAsJsonArray().get(i),
                        actual.getAsJsonArray().get(i));
            }
        } else if (isRounded(at) && !expected.isJsonNull()) {
            double value = expected.getAsDouble();
            assertThat(actual.getAsDouble()).as(at).isCloseTo(value, within(Math.abs(value) * TOLERANCE));
        } else if (expected.isJsonPrimitive() && expected.getAsJsonPrimitive().isNumber()) {
            assertThat(actual.getAsDouble()).as(at).isEqualTo(expected.getAsDouble());
        } else {
            assertThat(actual).as(at).isEqualTo(expected);
        }
    }

    private static boolean isRounded(String at) {
        return at.endsWith(".mean") || at.endsWith(".std") || at.contains(".bars[") && at.endsWith(".value");
    }
}
