/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files below a folder, also behind links, of which none leads round in a circle.
 *
 * @param files those chosen, by path; links that lead nowhere among them
 * @param unreadable folders and files that could not be looked at
 */
public record FileSearch(List<Path> files, List<Path> unreadable) {
    public FileSearch {
        files = List.copyOf(files);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * How far to look.
     *
     * @param depth levels below the folder
     * @param entries files and folders looked at, at most
     * @param leftOut names of folders that are not looked into
     */
    public record Reach(int depth, int entries, Set<String> leftOut) {
        public Reach {
            leftOut = Set.copyOf(leftOut);
        }
    }

    /** Finds files in a folder, which need not be there. */
    public static FileSearch in(Path folder, Reach reach, Predicate<Path> chosen) {
        var visitor = new Visitor(folder, reach, chosen);
        if (Files.isDirectory(folder)) {
            try {
                Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), reach.depth(), visitor);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        visitor.files.sort(Comparator.comparing(Path::toString));
        return new FileSearch(visitor.files, visitor.unreadable);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final Reach reach;
        private final Predicate<Path> chosen;
        private final List<Path> files = new ArrayList<>();
        private final List<Path> unreadable = new ArrayList<>();
        private int entries;

        Visitor(Path folder, Reach reach, Predicate<Path> chosen) {
            this.folder = folder;
            this.reach = reach;
            this.chosen = chosen;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            boolean out = !path.equals(folder)
                    && reach.leftOut().contains(path.getFileName().toString());
            return out ? FileVisitResult.SKIP_SUBTREE : next();
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (!attributes.isDirectory() && chosen.test(path)) {
                files.add(path);
            }
            return next();
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException problem) {
            if (!(problem instanceof FileSystemLoopException)) {
                unreadable.add(path);
            }
            return next();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path path, IOException problem) {
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult next() {
            return ++entries > reach.entries() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
