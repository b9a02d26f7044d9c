/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.artifact.FileKind;
import io.github.dsemaven.artifact.SlashedPath;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The CSV files a goal reads: from files, folders and globs the user named, or from the goal's default folders.
 *
 * @param files each file once, in the order named; those of a folder or glob by name
 * @param problems entries that match nothing
 * @param notices what a user should know of the choice
 */
record InputFiles(List<InputFile> files, List<Problem> problems, List<String> notices) {
    private static final Place ELEMENT = Place.of("<csv>");
    private static final String GLOB_CHARACTERS = "*?[{";

    InputFiles {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }

    /** Finds the files of a request. Where the user named none, nothing found is no problem. */
    static InputFiles of(PlotRequest request) {
        var search = new Search(request.base(), request.goal().filePattern());
        if (request.csv().isEmpty()) {
            request.defaultFolders().stream().filter(Files::isDirectory).forEach(search::addFolder);
            search.preferLater();
        } else {
            request.csv().forEach(search::addEntry);
        }
        return new InputFiles(List.copyOf(search.found.values()), search.problems, search.notices);
    }

    /** How a user would write a path: relative to the project where it lies in it, with slashes. */
    static String displayName(Path base, Path file) {
        Path absoluteBase = base.toAbsolutePath().normalize();
        Path absolute = file.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(absoluteBase) ? absoluteBase.relativize(absolute) : absolute;
        return SlashedPath.of(shown);
    }

    private static final class Search {
        private final Path base;
        private final String filePattern;
        private final Map<Path, InputFile> found = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();

        Search(Path base, String filePattern) {
            this.base = base;
            this.filePattern = filePattern;
        }

        void addEntry(String entry) {
            if (entry == null || entry.isBlank()) {
                problems.add(Problem.at(ELEMENT, "has an empty entry"));
                return;
            }
            try {
                addNamed(entry.strip());
            } catch (InvalidPathException | PatternSyntaxException e) {
                problems.add(new Problem(ELEMENT, "\"" + entry + "\" is no file name or glob: " + e.getMessage(), ""));
            }
        }

        private void addNamed(String entry) {
            Path path = base.resolve(entry);
            if (Files.isDirectory(path)) {
                if (!addFolder(path)) {
                    problems.add(new Problem(
                            Place.of(entry), "has no file " + filePattern, Suggestions.nameCsvFiles(filePattern)));
                }
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                add(path);
            } else if (entry.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0)) {
                addGlob(entry);
            } else {
                problems.add(new Problem(Place.of(entry), "does not exist", nearestSibling(path)));
            }
        }

        /** Matches relative globs against relative paths, so that a project's own folder may hold any character. */
        private void addGlob(String glob) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            boolean absolute = glob.startsWith("/");
            Path from = base.toAbsolutePath().normalize();
            Path root = from.resolve(fixedFolder(glob)).normalize();
            List<Path> matches = Files.isDirectory(root)
                    ? sorted(root, Integer.MAX_VALUE, file -> matcher.matches(absolute ? file : from.relativize(file)))
                    : List.of();
            if (matches.isEmpty()) {
                problems.add(new Problem(ELEMENT, "\"" + glob + "\" matches no file", Suggestions.checkGlob()));
            }
            matches.forEach(this::add);
        }

        /** The folder part of a glob before its first special character. */
        private static String fixedFolder(String glob) {
            int special = 0;
            while (GLOB_CHARACTERS.indexOf(glob.charAt(special)) < 0) {
                special++;
            }
            return glob.substring(0, glob.lastIndexOf('/', special) + 1);
        }

        boolean addFolder(Path folder) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + filePattern);
            List<Path> matches = sorted(folder, 1, file -> matcher.matches(file.getFileName()));
            matches.forEach(this::add);
            return !matches.isEmpty();
        }

        private List<Path> sorted(Path root, int depth, Predicate<Path> chosen) {
            try (Stream<Path> files = Files.walk(root, depth)) {
                return files.filter(file -> chosen.test(file) && !Files.isDirectory(file))
                        .sorted(Comparator.comparing(Path::toString))
                        .toList();
            } catch (IOException | UncheckedIOException e) {
                problems.add(new Problem(
                        Place.of(displayName(base, root)), "can't be searched (" + e + ")", Suggestions.unreadable()));
                return List.of();
            }
        }

        /** Of files of one name in several default folders the last counts: what this build made replaces what was there. */
        void preferLater() {
            Map<String, InputFile> last = new LinkedHashMap<>();
            for (InputFile file : List.copyOf(found.values())) {
                InputFile earlier = last.put(file.fileName(), file);
                if (earlier != null) {
                    found.remove(earlier.path());
                    notices.add(earlier.name() + " is not drawn: " + file.name() + " of this build takes its place");
                }
            }
        }

        /** A link to nothing and what is no file are problems by themselves, and are not opened: a pipe would wait. */
        private void add(Path file) {
            Path key = file.toAbsolutePath().normalize();
            Optional<String> hindrance = FileKind.hindrance(key, "a CSV file");
            if (hindrance.isPresent()) {
                problems.add(new Problem(Place.of(displayName(base, key)), hindrance.get(), Suggestions.regularFile()));
                return;
            }
            found.computeIfAbsent(key, path -> new InputFile(path, displayName(base, path)));
        }

        private static String nearestSibling(Path missing) {
            Path folder = missing.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) {
                return Suggestions.folderMissing(folder.getFileName().toString());
            }
            try (Stream<Path> files = Files.list(folder)) {
                List<String> names = files.map(file -> file.getFileName().toString())
                        .sorted()
                        .toList();
                return Suggestions.nearestFile(missing.getFileName().toString(), names);
            } catch (IOException | UncheckedIOException e) {
                return Suggestions.missingFile();
            }
        }
    }
}
