/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.artifact.TemporaryName;
import io.github.dsemaven.provenance.KeptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fork's classes as the JVM keeps them for a quicker start: written by the first run that succeeds, mapped by those after
 * it (1.1 instead of 1.6 seconds of processor time until a small model is scored, measured). One for each Java and class
 * path. One that is not as it was written is written anew, as is one that a run failed with: the JVM maps it unread, and a
 * damaged one would end every run.
 */
public final class ClassArchive {
    private final Path archive;
    private final Path fresh;
    private final KeptFiles kept;
    private final String key;
    private final boolean usable;
    private final boolean used;

    private ClassArchive(Path folder, String key, boolean usable) {
        this.archive = folder.resolve(key + ".jsa");
        this.fresh = folder.resolve(TemporaryName.of(key + ".jsa"));
        this.kept = new KeptFiles(folder.resolve(key + ".list"));
        this.key = key;
        this.usable = usable;
        this.used = usable && kept.whole(key);
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
        try {
            Files.createDirectories(folder);
            return new ClassArchive(folder, name, jars);
        } catch (IOException e) {
            return new ClassArchive(folder, name, false);
        }
    }

    /** Options that use the archive, or make it. */
    List<String> jvmOptions() {
        if (!usable) {
            return List.of();
        }
        return used
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of("-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Whether the options use an archive. */
    boolean used() {
        return used;
    }

    /** Keeps what a run that has ended well wrote, for the next. */
    void keep() {
        try {
            if (Files.isRegularFile(fresh)) {
                Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                kept.made(key, List.of(archive));
                removeOthers();
            }
        } catch (IOException e) {
            // The next run writes it anew.
        }
    }

    /** Forgets the archive after a run that did not end well, whether or not it is to blame. */
    void discard() {
        try {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            // It is found to be as it was written and tried again.
        }
    }

    /** Archives of other class paths, such as those of earlier builds of a snapshot, are of no use after a month. */
    private void removeOthers() throws IOException {
        long oldest = System.currentTimeMillis() - 30L * 24 * 3600 * 1000;
        try (Stream<Path> files = Files.list(archive.getParent())) {
            for (Path file : files.filter(ClassArchive::ours).toList()) {
                if (Files.getLastModifiedTime(file).toMillis() < oldest) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean ours(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jsa") || name.endsWith(".list");
    }
}
