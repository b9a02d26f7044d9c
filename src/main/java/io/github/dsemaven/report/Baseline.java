/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.artifact.SlashedPath;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The numbers and pictures that a repository commits to: a folder with the figures' data and the evaluations' details, in
 * the layout of {@code target/dse}, and the digests of the pictures in {@code baseline.json}.
 *
 * @param folder the folder, usually {@code dse/baseline}
 */
public record Baseline(Path folder) {
    private static final String DETAILS = "_ppl_details.json";
    private static final String FILES = "files";
    private static final String EVALUATIONS = "evaluations";

    /**
     * What was written.
     *
     * @param files how many
     * @param left files that are not of this baseline but lie where its files do, and were not written by the one before
     */
    public record Written(int files, List<Path> left) {
        public Written {
            left = List.copyOf(left);
        }
    }

    /**
     * Writes it anew; data of figures that are no longer made are deleted.
     *
     * @param root folder of the artifacts, {@code target/dse}
     */
    public Written write(ReportContent content, Path root, List<Path> artifacts) {
        if (content.figures().isEmpty() && content.evaluations().isEmpty()) {
            throw new DseException(Place.of(root.toString()), "holds nothing to keep", Suggestions.nothingMade());
        }
        Snapshot now = Snapshot.of(content, root);
        Map<String, String> former = former();
        var kept = new TreeSet<String>();
        for (ReportFigure figure : content.figures()) {
            kept.add(figure.files().get(figure.files().size() - 1));
        }
        var details = new TreeMap<String, String>();
        for (Path file : artifacts) {
            if (file.toString().endsWith(DETAILS)) {
                details.put(SlashedPath.of(root.toAbsolutePath().relativize(file)), Snapshot.digest(file));
            }
        }
        kept.addAll(details.keySet());
        kept.forEach(file -> copy(root.resolve(file), folder.resolve(file)));
        var all = new LinkedHashMap<String, Object>();
        all.put("schema", "dse-baseline/1");
        all.put(FILES, now.digests());
        all.put(EVALUATIONS, details);
        AtomicFile.write(folder.resolve(Snapshot.DIGESTS), Json.pretty(all));
        kept.add(Snapshot.DIGESTS);
        return new Written(kept.size(), deleteOthers(kept, former));
    }

    private static void copy(Path from, Path to) {
        AtomicFile.write(to, out -> Files.copy(from, out));
    }

    /** What the baseline before wrote, with its digests. */
    private Map<String, String> former() {
        var former = new TreeMap<String, String>();
        Path digests = folder.resolve(Snapshot.DIGESTS);
        if (Files.isRegularFile(digests)) {
            try {
                JsonTree read = JsonTree.read(digests);
                for (String part : List.of(FILES, EVALUATIONS)) {
                    read.tree(part)
                            .ifPresent(files -> files.keys()
                                    .forEach(file -> files.text(file).ifPresent(sha256 -> former.put(file, sha256))));
                }
            } catch (DseException e) {
                // It is written anew, and what it named is not known: nothing is deleted.
            }
        }
        return former;
    }

    /**
     * Deletes only what the baseline before wrote and nobody changed: a mistaken folder must not lose anything.
     *
     * @return files of the kinds that a baseline is made of, that are left
     */
    private List<Path> deleteOthers(Set<String> kept, Map<String, String> former) {
        try (Stream<Path> files = Files.walk(folder)) {
            var left = new ArrayList<Path>();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(Baseline::isRead)
                    .sorted()
                    .toList()) {
                String name = SlashedPath.of(folder.relativize(file));
                if (!kept.contains(name)) {
                    if (!Files.isSymbolicLink(file) && Sha256.of(file).equals(former.get(name))) {
                        Files.delete(file);
                    } else {
                        left.add(file);
                    }
                }
            }
            return left;
        } catch (IOException e) {
            throw new DseException(
                    Place.of(folder.toString()), "can't be cleaned (" + Reason.of(e) + ")", Suggestions.writable());
        }
    }

    private static boolean isRead(Path file) {
        return file.toString().endsWith(DETAILS)
                || file.toString().endsWith(".json") && file.getParent().endsWith("data");
    }
}
