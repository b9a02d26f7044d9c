/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.FileName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The files of a run: for each data set {@code <dataset>_ppl_results.csv}, {@code <dataset>_ppl_details.json} and
 * {@code <dataset>_ppl_timings.json}, each written as a whole.
 */
public final class ResultFiles {
    private static final String TIMINGS = "_ppl_timings.json";

    private ResultFiles() {}

    /** Whether a file holds times, which no two runs have in common. */
    public static boolean timings(Path file) {
        return file.getFileName().toString().endsWith(TIMINGS);
    }

    static Path table(Path folder, String name) {
        return folder.resolve(name + "_ppl_results.csv");
    }

    static Path details(Path folder, String name) {
        return folder.resolve(name + "_ppl_details.json");
    }

    static Path timings(Path folder, String name) {
        return folder.resolve(name + TIMINGS);
    }

    /**
     * Writes the files of all results, in the order given, beside earlier ones.
     *
     * @param folder made if it does not exist
     * @param earlier what the files of a data set are to keep
     * @return the files written
     * @throws io.github.dsemaven.diagnostic.DseException when a file can't be written
     */
    public static List<Path> add(
            Path folder, List<EvaluationResult> results, Function<String, EarlierResults> earlier) {
        List<Path> written = new ArrayList<>();
        Map<String, List<EvaluationResult>> byDataset = byDataset(results);
        Map<String, String> names = FileName.distinct(byDataset.keySet());
        byDataset.forEach((dataset, own) -> {
            String name = names.get(dataset);
            List<String> texts = earlier.apply(dataset)
                    .with(dataset, ResultCsv.of(own), ResultDetails.of(dataset, own), ResultTimings.of(dataset, own));
            written.add(write(table(folder, name), texts.get(0)));
            written.add(write(details(folder, name), texts.get(1)));
            written.add(write(timings(folder, name), texts.get(2)));
        });
        return List.copyOf(written);
    }

    /**
     * Writes the files of all results, in the order given.
     *
     * @param folder made if it does not exist
     * @return the files written
     * @throws io.github.dsemaven.diagnostic.DseException when a file can't be written
     */
    public static List<Path> write(Path folder, List<EvaluationResult> results) {
        List<Path> written = new ArrayList<>();
        Map<String, List<EvaluationResult>> byDataset = byDataset(results);
        Map<String, String> names = FileName.distinct(byDataset.keySet());
        byDataset.forEach((dataset, own) -> {
            String name = names.get(dataset);
            written.add(write(table(folder, name), ResultCsv.of(own)));
            written.add(write(details(folder, name), ResultDetails.of(dataset, own)));
            written.add(write(timings(folder, name), ResultTimings.of(dataset, own)));
        });
        return List.copyOf(written);
    }

    private static Map<String, List<EvaluationResult>> byDataset(List<EvaluationResult> results) {
        Map<String, List<EvaluationResult>> byDataset = new LinkedHashMap<>();
        for (EvaluationResult result : results) {
            byDataset
                    .computeIfAbsent(result.evaluation().dataset().name(), name -> new ArrayList<>())
                    .add(result);
        }
        return byDataset;
    }

    private static Path write(Path file, String text) {
        AtomicFile.write(file, text);
        return file;
    }
}
