/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.artifact.FileKind;
import io.github.dsemaven.artifact.FileSearch;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final FileSearch.Reach FOLDER_ITSELF = new FileSearch.Reach(1, Integer.MAX_VALUE, Set.of());

    InputFiles {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }

    /** Finds the files of a request. Nothing found in its folders is no problem. */
    static InputFiles of(PlotRequest request, MadeFiles made) {
        List<String> pattern = List.of(request.goal().filePattern());
        InputFiles named = named(request.base(), request.csv(), pattern);
        var search = new Search(request.base(), pattern);
        request.defaultFolders().forEach(search::addDefault);
        search.leaveOut(made);
        search.preferLater();
        return named.and(search.result());
    }

    /** These files first, then others. */
    private InputFiles and(InputFiles others) {
        Map<Path, InputFile> all = new LinkedHashMap<>();
        Stream.of(this, others)
                .flatMap(some -> some.files().stream())
                .forEach(file -> all.putIfAbsent(file.path(), file));
        return new InputFiles(
                List.copyOf(all.values()),
                Stream.concat(problems.stream(), others.problems.stream()).toList(),
                Stream.concat(notices.stream(), others.notices.stream()).toList());
    }

    /**
     * Finds files, folders and globs that a user named.
     *
     * @param filePatterns which files of a folder are meant
     */
    static InputFiles named(Path base, List<String> entries, List<String> filePatterns) {
        var search = new Search(base, filePatterns);
        entries.forEach(search::addEntry);
        return search.result();
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
        private final List<String> filePatterns;
        private final Map<Path, InputFile> found = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();

        Search(Path base, List<String> filePatterns) {
            this.base = base;
            this.filePatterns = filePatterns;
        }

        InputFiles result() {
            return new InputFiles(List.copyOf(found.values()), problems, notices);
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

        /** A folder that need not be there. */
        void addDefault(Path folder) {
            if (Files.isDirectory(folder)) {
                addFolder(folder);
            } else {
                addDangling(folder);
            }
        }

        /** A link that leads nowhere says that something is missing; where there is nothing at all, nothing is meant to be. */
        private void addDangling(Path folder) {
            if (Files.isSymbolicLink(folder)) {
                FileKind.hindrance(folder, "a folder")
                        .ifPresent(why -> problems.add(Problem.at(Place.of(displayName(base, folder)), why)));
            }
        }

        private void addNamed(String entry) {
            Path path = base.resolve(entry);
            if (Files.isDirectory(path)) {
                if (!addFolder(path)) {
                    String patterns = String.join(" or ", filePatterns);
                    problems.add(new Problem(
                            Place.of(entry), "has no file " + patterns, Suggestions.nameCsvFiles(patterns)));
                }
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                add(path);
            } else if (Glob.isGlob(entry)) {
                addGlob(entry);
            } else {
                problems.add(new Problem(Place.of(entry), "does not exist", nearestSibling(path)));
            }
        }

        private void addGlob(String glob) {
            FileSearch matches = new Glob(glob).files(base);
            List<Path> files = all(matches);
            if (files.isEmpty()) {
                problems.add(new Problem(ELEMENT, "\"" + glob + "\" matches no file", Suggestions.checkGlob()));
            }
            files.forEach(this::add);
        }

        boolean addFolder(Path folder) {
            List<PathMatcher> matchers = filePatterns.stream()
                    .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                    .toList();
            List<Path> files = all(FileSearch.in(
                    folder, FOLDER_ITSELF, file -> matchers.stream().anyMatch(one -> one.matches(file.getFileName()))));
            files.forEach(this::add);
            return !files.isEmpty();
        }

        /** Those found, of whatever kind; what can't be looked at may hide others, so it is a problem. */
        private List<Path> all(FileSearch search) {
            search.unreadable()
                    .forEach(path -> problems.add(
                            new Problem(Place.of(displayName(base, path)), "can't be read", Suggestions.unreadable())));
            return search.files();
        }

        /** What this plugin made in an earlier build of files that have changed since is not drawn. */
        void leaveOut(MadeFiles made) {
            for (InputFile file : List.copyOf(found.values())) {
                if (made.outdated(file.path())) {
                    found.remove(file.path());
                    notices.add(file.name() + " is not drawn: it is not known to be what would be made of the files as"
                            + " they are now");
                }
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
