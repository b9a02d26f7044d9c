/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.FileName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a run: for each data set {@code <dataset>_ppl_results.csv}, {@code <dataset>_ppl_details.json} and
 * {@code <dataset>_ppl_timings.json}, each written as a whole and never appended to.
 */
public final class ResultFiles {
    private static final String TIMINGS = "_ppl_timings.json";

    private ResultFiles() {}

    /** Whether a file holds times, which no two runs have in common. */
    public static boolean timings(Path file) {
        return file.getFileName().toString().endsWith(TIMINGS);
    }

    /**
     * Writes the files of all results, in the order given.
     *
     * @param folder made if it does not exist
     * @return the files written
     * @throws io.github.dsemaven.diagnostic.DseException when a file can't be written
     */
    public static List<Path> write(Path folder, List<EvaluationResult> results) {
        Map<String, List<EvaluationResult>> byDataset = new LinkedHashMap<>();
        for (EvaluationResult result : results) {
            byDataset
                    .computeIfAbsent(result.evaluation().dataset().name(), name -> new ArrayList<>())
                    .add(result);
        }
        List<Path> written = new ArrayList<>();
        Map<String, String> names = FileName.distinct(byDataset.keySet());
        byDataset.forEach((dataset, own) -> {
            String name = names.get(dataset);
            written.add(write(folder.resolve(name + "_ppl_results.csv"), ResultCsv.of(own)));
            written.add(write(folder.resolve(name + "_ppl_details.json"), ResultDetails.of(dataset, own)));
            written.add(write(folder.resolve(name + TIMINGS), ResultTimings.of(dataset, own)));
        });
        return List.copyOf(written);
    }

    private static Path write(Path file, String text) {
        AtomicFile.write(file, text);
        return file;
    }
}
