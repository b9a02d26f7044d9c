/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.FileKind;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures and the perplexities of one moment: of this build, a committed baseline, or a bundle, which is open until
 * this is closed, for the figures' data are read when they are asked for.
 *
 * @param figures by {@link ReportFigure#path}
 * @param evaluations by {@link Evaluation#name}
 * @param digests SHA-256 of the files that are the same on every machine, by name and in its order
 * @param opened what closing closes
 */
public record Snapshot(
        Map<String, ReportFigure> figures,
        Map<String, Evaluation> evaluations,
        SortedMap<String, String> digests,
        Closeable opened)
        implements AutoCloseable {
    /** The file in which a baseline keeps {@link #digests}. */
    static final String DIGESTS = "baseline.json";

    private static final Closeable NOTHING = () -> {};
    private static final List<String> PORTABLE = List.of(".svg", ".csv", ".json");

    /** Of what this build made. */
    public static Snapshot of(ReportContent content, Path root) {
        return of(content, digests(content, root), NOTHING);
    }

    private static SortedMap<String, String> digests(ReportContent content, Path root) {
        var digests = new TreeMap<String, String>();
        for (ReportFigure figure : content.figures()) {
            for (String file : figure.files()) {
                if (PORTABLE.stream().anyMatch(file::endsWith)) {
                    digests.put(file, digest(root.resolve(file)));
                }
            }
        }
        return digests;
    }

    /**
     * Of a baseline folder, a bundle, or a bundle's folder.
     *
     * @throws DseException when there is none
     */
    public static Snapshot read(Path source) {
        if (Files.isDirectory(source)) {
            return readFolder(source, source, NOTHING);
        }
        FileKind.hindrance(source, "a folder or a bundle").ifPresent(words -> {
            throw new DseException(Place.of(source.toString()), words, Suggestions.makeBaseline());
        });
        try {
            FileSystem zip = FileSystems.newFileSystem(source);
            try {
                return GivenFile.within(source.toString(), () -> readFolder(zip.getPath("/"), source, zip));
            } catch (RuntimeException e) {
                // Whatever went wrong, nobody else will close it: a snapshot that is returned does so itself.
                zip.close();
                throw e;
            }
        } catch (IOException | ProviderNotFoundException e) {
            throw new DseException(
                    Place.of(source.toString()), "is no ZIP file (" + Reason.of(e) + ")", Suggestions.makeBaseline());
        }
    }

    /** Closes the bundle, if it is of one. */
    @Override
    public void close() {
        try {
            opened.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Snapshot readFolder(Path root, Path shown, Closeable opened) {
        ReportContent content = new ReportFolder(root).readAll();
        if (content.figures().isEmpty() && content.evaluations().isEmpty()) {
            throw new DseException(
                    Place.of(shown.toString()), "holds no figure data and no perplexities", Suggestions.makeBaseline());
        }
        Path digests = root.resolve(DIGESTS);
        if (!Files.isRegularFile(digests)) {
            return of(content, digests(content, root), opened);
        }
        JsonTree files = JsonTree.read(digests).tree("files").orElse(JsonTree.of(DIGESTS, "{}"));
        var read = new TreeMap<String, String>();
        files.keys().forEach(file -> files.text(file).ifPresent(sha256 -> read.put(file, sha256)));
        return of(content, read, opened);
    }

    private static Snapshot of(ReportContent content, SortedMap<String, String> digests, Closeable opened) {
        var figures = new LinkedHashMap<String, ReportFigure>();
        content.figures().forEach(figure -> figures.put(figure.path(), figure));
        var evaluations = new LinkedHashMap<String, Evaluation>();
        content.evaluations().forEach(evaluation -> evaluations.put(evaluation.name(), evaluation));
        return new Snapshot(figures, evaluations, digests, opened);
    }

    /** SHA-256 of something that was made. */
    static String digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new DseException(
                    Place.of(file.toString()), "can't be read (" + Reason.of(e) + ")", Suggestions.remake());
        }
    }
}
