/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.artifact.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the next build has to know: one file a step with its record and the stamps of its files, from which the manifest
 * is merged. Unreadable files count as absent.
 */
final class Status {
    private static final String SUFFIX = ".step";
    private static final String MANIFEST = "manifest";
    private static final String STAMP = "stamp";

    private final Folders folders;

    Status(Folders folders) {
        this.folders = folders;
    }

    Optional<StatusEntry> read(StepKey key, FileDigests digests) {
        return read(file(key), digests);
    }

    /** Writes a step, takes its outputs away from other steps that once made them, and merges the manifest. */
    void write(StatusEntry entry, FileDigests digests) throws IOException {
        var mine = new HashSet<String>();
        entry.record().outputs().forEach(output -> mine.add(output.name()));
        FolderLock.during(folders.status(), () -> {
            for (StatusEntry other : all(digests).values()) {
                if (!other.record().key().equals(entry.record().key())) {
                    keep(other, other.keeping(output -> !mine.contains(output.name())), digests);
                }
            }
            put(entry, digests);
            merge(digests);
        });
    }

    /** Marks a step as begun, so that an interrupted run is not taken for a complete one. */
    void begin(StatusEntry entry, FileDigests digests) throws IOException {
        FolderLock.during(folders.status(), () -> {
            put(entry, digests);
            merge(digests);
        });
    }

    /** Writes the stamps again after files had to be read, so that they are believed next time. */
    void refresh(StatusEntry entry, FileDigests digests) throws IOException {
        put(entry, digests);
    }

    /** Forgets a step. */
    void remove(StepKey key, FileDigests digests) throws IOException {
        FolderLock.during(folders.status(), () -> {
            Files.deleteIfExists(file(key));
            merge(digests);
        });
    }

    /** Replaces steps by what is left of them; one without a file is forgotten. */
    void keep(List<StatusEntry> kept, FileDigests digests) throws IOException {
        FolderLock.during(folders.status(), () -> {
            for (StatusEntry entry : kept) {
                if (entry.files().isEmpty()) {
                    Files.deleteIfExists(file(entry.record().key()));
                } else {
                    put(entry, digests);
                }
            }
            merge(digests);
        });
    }

    /** Merges the manifest from what is current now. */
    void mergeManifest(FileDigests digests) throws IOException {
        FolderLock.during(folders.status(), () -> merge(digests));
    }

    /** Merges the manifest if it is not as it was left. */
    void restoreManifest(FileDigests digests) throws IOException {
        Path manifest = manifest();
        if (!Files.isRegularFile(manifest)
                || !SealedFile.read(marker(), MANIFEST).map(String::strip).equals(Optional.of(Sha256.of(manifest)))) {
            FolderLock.during(folders.status(), () -> merge(digests));
        }
    }

    /** What all complete steps made from inputs that are as they were, in order. */
    List<StepRecord> current(FileDigests digests) {
        return all(digests).values().stream()
                .filter(StatusEntry::complete)
                .flatMap(entry -> new RecordedInputs(entry, folders, digests).current().stream())
                .toList();
    }

    Path manifest() {
        return folders.output().resolve("manifest.json");
    }

    private void keep(StatusEntry before, StatusEntry now, FileDigests digests) throws IOException {
        if (now.files().size() == before.files().size()) {
            return;
        }
        if (now.files().isEmpty()) {
            Files.deleteIfExists(file(now.record().key()));
        } else {
            put(now, digests);
        }
    }

    private void merge(FileDigests digests) throws IOException {
        List<StepRecord> steps = current(digests);
        Path manifest = manifest();
        if (steps.isEmpty()) {
            Files.deleteIfExists(manifest);
            Files.deleteIfExists(marker());
            NoLongerMade.removeEmpty(folders, folders.output());
            return;
        }
        String text = Manifest.text(steps);
        String sha256 = Sha256.of(text);
        if (!Files.isRegularFile(manifest) || !Sha256.of(manifest).equals(sha256)) {
            AtomicFile.write(manifest, text);
        }
        SealedFile.write(marker(), MANIFEST, sha256);
    }

    private Path marker() {
        return folders.status().resolve(MANIFEST);
    }

    /** All steps in order. */
    TreeMap<StepKey, StatusEntry> all(FileDigests digests) {
        var entries = new TreeMap<StepKey, StatusEntry>();
        if (!Files.isDirectory(folders.status())) {
            return entries;
        }
        try (Stream<Path> files = Files.list(folders.status())) {
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .forEach(file -> read(file, digests)
                            .ifPresent(entry -> entries.put(entry.record().key(), entry)));
        } catch (IOException | UncheckedIOException e) {
            return entries;
        }
        return entries;
    }

    private Optional<StatusEntry> read(Path file, FileDigests digests) {
        Optional<SealedFile> kept = SealedFile.read(file);
        Optional<StepRecord> record = kept.map(SealedFile::text).flatMap(StepText::record);
        // a file under another step's name was not left there by this plugin
        if (record.isEmpty() || !file(record.get().key()).equals(file)) {
            return Optional.empty();
        }
        List<String> lines = kept.get().text().lines().toList();
        try {
            for (String line : lines) {
                if (line.startsWith(STAMP + "\t")) {
                    List<String> fields = StepText.fields(line);
                    StepText.remembered(fields.get(2)).ifPresent(known -> digests.tell(Path.of(fields.get(1)), known));
                }
            }
            return record.map(found -> StatusEntry.of(found, lines));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void put(StatusEntry entry, FileDigests digests) {
        var lines = new ArrayList<String>();
        Set<Path> files = new TreeSet<>(digests.used());
        entry.record()
                .inputs()
                .forEach(input -> files.add(absolute(folders.project().resolve(input.name()))));
        entry.places().values().forEach(place -> files.add(absolute(place)));
        entry.files().forEach(output -> files.add(absolute(folders.output(output.name()))));
        for (Path file : files) {
            digests.remembered(file)
                    .ifPresent(known -> lines.add(StepText.line(STAMP, file.toString(), StepText.text(known))));
        }
        lines.addAll(entry.lines());
        SealedFile.write(
                file(entry.record().key()),
                entry.record().key().toString(),
                StepText.text(entry.record()) + String.join("\n", lines));
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private Path file(StepKey key) {
        String name = (key.goal() + "@" + key.execution()).replaceAll("[^A-Za-z0-9@._-]", "_");
        String unique = name.equals(key.goal() + "@" + key.execution()) && !key.commandLine()
                ? ""
                : "-" + Sha256.of(key.toString()).substring(0, 8);
        return folders.status().resolve(name + unique + SUFFIX);
    }
}
