/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of a project's site that shows the report: the page and what it links to. */
public final class SiteFolder {
    private static final List<String> SHOWN = List.of("figures", "tables", "index.html", "manifest.json");

    private final Path folder;
    private final Path built;

    /**
     * @param built folder of what builds make: nothing outside it is deleted
     */
    public SiteFolder(Path folder, Path built) {
        this.folder = folder.toAbsolutePath().normalize();
        this.built = built.toAbsolutePath().normalize();
    }

    /**
     * Copies the report, and deletes what was copied of an earlier one.
     *
     * @param report the folder of the page
     * @return what there is of earlier ones and must stay
     */
    public List<Path> show(Path report) {
        try {
            Set<Path> copied = new HashSet<>();
            for (Path file : files(report)) {
                Path copy = folder.resolve(report.relativize(file));
                AtomicFile.write(copy, out -> Files.copy(file, out));
                copied.add(copy);
            }
            List<Path> left = new ArrayList<>();
            for (Path file : files(folder)) {
                if (!copied.contains(file)) {
                    if (folder.startsWith(built)) {
                        Files.delete(file);
                    } else {
                        left.add(file);
                    }
                }
            }
            return left;
        } catch (IOException e) {
            throw new DseException(
                    Place.of(folder.toString()), "can't be written (" + Reason.of(e) + ")", Suggestions.writable());
        }
    }

    private static List<Path> files(Path root) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String name : SHOWN) {
            if (Files.exists(root.resolve(name))) {
                try (Stream<Path> files = Files.walk(root.resolve(name))) {
                    all.addAll(files.filter(Files::isRegularFile).sorted().toList());
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
        return all;
    }
}
