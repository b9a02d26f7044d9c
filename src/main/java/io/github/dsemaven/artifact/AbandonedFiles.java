/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What killed runs left in a folder of ours: files and folders under a {@link TemporaryName} whose process is gone. */
public final class AbandonedFiles {
    private AbandonedFiles() {}

    /** Deletes them, in folders below too, over no symbolic link; what can't be deleted stays for the next time. */
    public static void remove(Path folder) {
        walk(folder, false);
    }

    private static void walk(Path folder, boolean all) {
        try {
            Files.walkFileTree(folder, new Remover(folder, all));
        } catch (IOException e) {
            // Gone meanwhile, or another build is removing the same.
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        private final Path root;
        private final boolean all;

        Remover(Path root, boolean all) {
            this.root = root;
            this.all = all;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!all && !folder.equals(root) && TemporaryName.abandoned(folder)) {
                walk(folder, true);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (all || TemporaryName.abandoned(file)) {
                delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            if (all) {
                delete(folder);
            }
            return FileVisitResult.CONTINUE;
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // For the next time.
            }
        }
    }
}
