/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Problems;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Warnings and errors as commands for GitHub Actions, which shows them beside the files of a pull request. Silent
 * elsewhere. GitHub shows ten of each kind a step, so no more are written.
 */
final class Annotations {
    static final int MOST = 10;
    /** Where GitHub looks for commands; by the file, because Maven 4 puts a mark before what it gets by the stream. */
    static final Consumer<String> STANDARD_OUTPUT = Annotations::print;

    private final Told told;
    private final Optional<Path> repository;
    private final Path base;
    private final Consumer<String> out;

    /**
     * @param environment variables of this process
     * @param base folder that the names of files start from
     * @param out takes each line
     */
    Annotations(Told told, Map<String, String> environment, Path base, Consumer<String> out) {
        this.told = told;
        this.repository = "true".equals(environment.get("GITHUB_ACTIONS"))
                ? Optional.of(Path.of(environment.getOrDefault("GITHUB_WORKSPACE", "")))
                : Optional.empty();
        this.base = base;
        this.out = out;
    }

    /** A warning at a place. */
    void warning(Place place, String message) {
        write("warning", place, message);
    }

    /** Errors, each at its place; where they are too many, the last says so. */
    void errors(List<Problem> problems, UnaryOperator<String> words) {
        List<Problems.Line> lines = Problems.lines(problems);
        int shown = lines.size() > MOST ? MOST - 1 : lines.size();
        for (Problems.Line line : lines.subList(0, shown)) {
            write("error", line.place(), words.apply(line.text()));
        }
        if (lines.size() > shown) {
            write("error", Place.of(""), "and " + (lines.size() - shown) + " more problems: see the log");
        }
    }

    private void write(String kind, Place place, String message) {
        if (repository.isEmpty() || told.count(kind) >= MOST) {
            return;
        }
        String properties = file(place)
                .map(file -> " file=" + property(file) + (place.line() > 0 ? ",line=" + place.line() : ""))
                .orElse("");
        out.accept("::" + kind + properties + "::" + data(message));
    }

    /** The file as GitHub names it: from the root of the repository, with slashes; none for what is no file in it. */
    private Optional<String> file(Place place) {
        try {
            Path file = base.resolve(place.subject().startsWith("<") ? "pom.xml" : place.subject())
                    .toAbsolutePath()
                    .normalize();
            Path root = repository.orElseThrow().toAbsolutePath().normalize();
            if (place.subject().isEmpty() || !Files.exists(file)) {
                return Optional.empty();
            }
            return inside(root, file)
                    .or(() -> inside(real(root), real(file.getParent()).resolve(file.getFileName())));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> inside(Path root, Path file) {
        return file.startsWith(root) && !file.equals(root)
                ? Optional.of(root.relativize(file).toString().replace('\\', '/'))
                : Optional.empty();
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    private static void print(String line) {
        // not closed: it is everybody's
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.out.flush();
        out.println(line);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
