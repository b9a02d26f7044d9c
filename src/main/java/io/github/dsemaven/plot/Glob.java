/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.artifact.FileSearch;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A pattern for the names of files, as Java knows them, but for {@code **} before a slash: it stands for any number of
 * folders, also none.
 */
final class Glob {
    private static final String CHARACTERS = "*?[{";
    private static final String FOLDERS = "**/";
    /** Each doubles the number of Java's patterns. */
    private static final int MOST_FOLDERS = 8;
    /** Not what a pattern means that names none of them: another program's files, and copies of what we made. */
    private static final Set<String> LEFT_OUT = Set.of(".git", "node_modules", "target");

    private final String pattern;
    private final List<PathMatcher> matchers;

    /**
     * @throws PatternSyntaxException where it is none
     */
    Glob(String pattern) {
        this.pattern = pattern;
        matchers = variants(pattern).stream()
                .map(variant -> FileSystems.getDefault().getPathMatcher("glob:" + variant))
                .toList();
    }

    /** Whether a text is meant to be one. */
    static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> CHARACTERS.indexOf(c) >= 0);
    }

    /** Whether it matches a path, relative or absolute as the pattern is. */
    boolean matches(Path path) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(path));
    }

    /**
     * The files that it matches. A relative pattern is held against relative paths, so that the folder it starts from may
     * have any characters in its own name.
     */
    FileSearch files(Path base) {
        Path from = base.toAbsolutePath().normalize();
        Path root = from.resolve(fixedFolder()).normalize();
        boolean absolute = Path.of(fixedFolder()).isAbsolute();
        List<String> named = List.of(pattern.split("/"));
        Set<String> leftOut =
                LEFT_OUT.stream().filter(name -> !named.contains(name)).collect(Collectors.toSet());
        return FileSearch.in(
                root,
                new FileSearch.Reach(Integer.MAX_VALUE, Integer.MAX_VALUE, leftOut),
                file -> matches(absolute ? file : from.relativize(file)));
    }

    /** The folders before the first special character. */
    private String fixedFolder() {
        int special = 0;
        while (CHARACTERS.indexOf(pattern.charAt(special)) < 0) {
            special++;
        }
        return pattern.substring(0, pattern.lastIndexOf('/', special) + 1);
    }

    /** With and without the folders that each {@code **} stands for. */
    private static Set<String> variants(String pattern) {
        String plain = pattern;
        while (plain.contains(FOLDERS + FOLDERS)) {
            plain = plain.replace(FOLDERS + FOLDERS, FOLDERS);
        }
        if (plain.split("\\*\\*/", -1).length - 1 > MOST_FOLDERS) {
            throw new PatternSyntaxException("more than " + MOST_FOLDERS + " times **", pattern, -1);
        }
        var variants = new LinkedHashSet<String>();
        Deque<String> open = new ArrayDeque<>(List.of(plain));
        while (!open.isEmpty()) {
            String variant = open.removeFirst();
            if (variants.add(variant)) {
                for (int at = variant.indexOf(FOLDERS); at >= 0; at = variant.indexOf(FOLDERS, at + 1)) {
                    boolean wholeName = at == 0 || "/{,".indexOf(variant.charAt(at - 1)) >= 0;
                    if (wholeName) {
                        open.addLast(variant.substring(0, at) + variant.substring(at + FOLDERS.length()));
                    }
                }
            }
        }
        return variants;
    }
}
