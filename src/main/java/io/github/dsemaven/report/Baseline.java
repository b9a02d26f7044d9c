/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.artifact.SlashedPath;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers and pictures that a repository commits to: a folder with the figures' data and the evaluations' details, in
 * the layout of {@code target/dse}, and the digests of the pictures in {@code baseline.json}.
 *
 * @param folder the folder, usually {@code dse/baseline}
 */
public record Baseline(Path folder) {
    private static final String DETAILS = "_ppl_details.json";

    /**
     * Writes it anew; data of figures that are no longer made are deleted.
     *
     * @param root folder of the artifacts, {@code target/dse}
     * @return how many files it has
     */
    public int write(ReportContent content, Path root, List<Path> artifacts) {
        if (content.figures().isEmpty() && content.evaluations().isEmpty()) {
            throw new DseException(Place.of(root.toString()), "holds nothing to keep", Suggestions.nothingMade());
        }
        Snapshot now = Snapshot.of(content, root);
        var kept = new TreeSet<String>();
        for (ReportFigure figure : content.figures()) {
            kept.add(figure.files().get(figure.files().size() - 1));
        }
        for (Path file : artifacts) {
            if (file.toString().endsWith(DETAILS)) {
                kept.add(SlashedPath.of(root.toAbsolutePath().relativize(file)));
            }
        }
        kept.forEach(file -> copy(root.resolve(file), folder.resolve(file)));
        var all = new LinkedHashMap<String, Object>();
        all.put("schema", "dse-baseline/1");
        all.put("files", now.digests());
        AtomicFile.write(folder.resolve(Snapshot.DIGESTS), Json.pretty(all));
        kept.add(Snapshot.DIGESTS);
        deleteOthers(kept);
        return kept.size();
    }

    private static void copy(Path from, Path to) {
        AtomicFile.write(to, out -> Files.copy(from, out));
    }

    /** Only files of the kinds that a baseline is made of: a mistaken folder must not lose anything. */
    private void deleteOthers(Set<String> kept) {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<Path> old = files.filter(file -> file.toString().endsWith(DETAILS)
                            || file.toString().endsWith(".json")
                                    && file.getParent().endsWith("data"))
                    .filter(file -> !kept.contains(SlashedPath.of(folder.relativize(file))))
                    .collect(Collectors.toSet());
            for (Path file : old) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new DseException(
                    Place.of(folder.toString()), "can't be cleaned (" + Reason.of(e) + ")", Suggestions.writable());
        }
    }
}
