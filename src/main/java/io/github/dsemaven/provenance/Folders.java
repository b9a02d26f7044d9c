/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.SlashedPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folders of a project, and the names that files in them are published under.
 *
 * @param repository the outermost folder of the checkout: an input in it gets a name relative to the project
 * @param project the project's base folder
 * @param output where artifacts and the manifest go, {@code target/dse}
 * @param status what only the next build reads, {@code target/maven-status/dse-maven-plugin}; never published
 * @param cache content cache, which outlives {@code mvn clean}; empty for none
 */
public record Folders(Path repository, Path project, Path output, Path status, Optional<Path> cache) {
    public Folders {
        repository = repository.toAbsolutePath().normalize();
        project = project.toAbsolutePath().normalize();
        output = output.toAbsolutePath().normalize();
        status = status.toAbsolutePath().normalize();
        cache = cache.map(folder -> folder.toAbsolutePath().normalize());
    }

    /**
     * The folders of a project by Maven's defaults. Its repository begins at the outermost of the folders above it that
     * have a POM, each in the one above.
     */
    public static Folders of(Path project, Path build, Optional<Path> cache) {
        return new Folders(
                repository(project.toAbsolutePath().normalize()),
                project,
                build.resolve("dse"),
                build.resolve("maven-status").resolve("dse-maven-plugin"),
                cache);
    }

    private static Path repository(Path project) {
        Path outermost = project;
        while (outermost.getParent() != null
                && Files.isRegularFile(outermost.getParent().resolve("pom.xml"))) {
            outermost = outermost.getParent();
        }
        return outermost;
    }

    /** Relative to the project, with forward slashes; only the file name where the file lies outside the repository. */
    public String inputName(Path input) {
        Path path = input.toAbsolutePath().normalize();
        return inRepository(path)
                ? slashes(project.relativize(path))
                : path.getFileName().toString();
    }

    /** Relative to the output folder; absolute where the file lies outside the project. */
    String outputName(Path file) {
        Path path = file.toAbsolutePath().normalize();
        boolean near = path.startsWith(output) || path.startsWith(project) && output.startsWith(project);
        return slashes(near ? output.relativize(path) : path);
    }

    /** The file that an output's name stands for. */
    public Path output(String name) {
        return output.resolve(name).normalize();
    }

    /**
     * The folder below which files that are no longer made are deleted: the build's, {@code target}, unless the project
     * itself lies in it.
     */
    Path build() {
        Path build = output.getParent();
        return project.startsWith(build) ? output : build;
    }

    /** A path for the log: relative to the project where it lies in it. */
    String shown(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return slashes(path.startsWith(project) ? project.relativize(path) : path);
    }

    /** Whether an input lies where every checkout has it, so that its name says where. */
    boolean inRepository(Path input) {
        return input.toAbsolutePath().normalize().startsWith(repository) && project.startsWith(repository);
    }

    /** Whether an output's name means the same in every checkout. */
    static boolean portable(String outputName) {
        return !Path.of(outputName).isAbsolute();
    }

    private static String slashes(Path path) {
        return SlashedPath.of(path);
    }
}
