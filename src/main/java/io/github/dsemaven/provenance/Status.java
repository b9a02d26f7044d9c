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
    private static final String COMPLETE = "complete";

    private final Folders folders;

    Status(Folders folders) {
        this.folders = folders;
    }

    /**
     * @param record of the last run that began
     * @param complete whether it ended
     */
    record Entry(StepRecord record, boolean complete) {}

    Optional<Entry> read(StepKey key, FileDigests digests) {
        return read(file(key), digests);
    }

    /** Writes a step, takes its outputs away from other steps that once made them, and merges the manifest. */
    void write(StepRecord record, FileDigests digests) throws IOException {
        var mine = new HashSet<String>();
        record.outputs().forEach(output -> mine.add(output.name()));
        StatusLock.during(folders.status(), () -> {
            for (Entry other : all(digests).values()) {
                if (!other.record().key().equals(record.key())) {
                    giveUp(other, mine, digests);
                }
            }
            write(new Entry(record, true), digests);
            merge(digests);
        });
    }

    /** Marks a step as begun, so that an interrupted run is not taken for a complete one. */
    void begin(StepRecord last, FileDigests digests) throws IOException {
        StatusLock.during(folders.status(), () -> {
            write(new Entry(last, false), digests);
            merge(digests);
        });
    }

    /** Writes the stamps again after files had to be read, so that they are believed next time. */
    void refresh(StepRecord record, FileDigests digests) throws IOException {
        write(new Entry(record, true), digests);
    }

    /** Merges the manifest if it is not as it was left. */
    void restoreManifest(FileDigests digests) throws IOException {
        Path manifest = manifest();
        if (!Files.isRegularFile(manifest)
                || !SealedFile.read(marker(), MANIFEST).map(String::strip).equals(Optional.of(Sha256.of(manifest)))) {
            StatusLock.during(folders.status(), () -> merge(digests));
        }
    }

    /** The records of all complete steps in order. */
    List<StepRecord> complete(FileDigests digests) {
        return all(digests).values().stream()
                .filter(Entry::complete)
                .map(Entry::record)
                .toList();
    }

    Path manifest() {
        return folders.output().resolve("manifest.json");
    }

    private void giveUp(Entry other, Set<String> taken, FileDigests digests) throws IOException {
        List<StepRecord.Output> kept = other.record().outputs().stream()
                .filter(output -> !taken.contains(output.name()))
                .toList();
        if (kept.size() == other.record().outputs().size()) {
            return;
        }
        if (kept.isEmpty()) {
            Files.deleteIfExists(file(other.record().key()));
        } else {
            write(new Entry(other.record().withOutputs(kept), other.complete()), digests);
        }
    }

    private void merge(FileDigests digests) throws IOException {
        String text = Manifest.text(complete(digests));
        Path manifest = manifest();
        String sha256 = Sha256.of(text);
        if (!Files.isRegularFile(manifest) || !Sha256.of(manifest).equals(sha256)) {
            AtomicFile.write(manifest, text);
        }
        SealedFile.write(marker(), MANIFEST, sha256);
    }

    private Path marker() {
        return folders.status().resolve(MANIFEST);
    }

    private TreeMap<StepKey, Entry> all(FileDigests digests) {
        var entries = new TreeMap<StepKey, Entry>();
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

    private Optional<Entry> read(Path file, FileDigests digests) {
        Optional<SealedFile> kept = SealedFile.read(file);
        Optional<StepRecord> record = kept.map(SealedFile::text).flatMap(StepText::record);
        // a file under another step's name was not left there by this plugin
        if (record.isEmpty() || !file(record.get().key()).equals(file)) {
            return Optional.empty();
        }
        List<String> lines = kept.get().text().lines().toList();
        for (String line : lines) {
            if (line.startsWith(STAMP + "\t")) {
                List<String> fields = StepText.fields(line);
                StepText.remembered(fields.get(2)).ifPresent(known -> digests.tell(Path.of(fields.get(1)), known));
            }
        }
        return record.map(found -> new Entry(found, lines.contains(COMPLETE)));
    }

    private void write(Entry entry, FileDigests digests) {
        var lines = new ArrayList<String>();
        Set<Path> files = new TreeSet<>(digests.used());
        entry.record()
                .inputs()
                .forEach(input -> files.add(absolute(folders.project().resolve(input.name()))));
        entry.record().outputs().forEach(output -> files.add(absolute(folders.output(output.name()))));
        for (Path file : files) {
            digests.remembered(file)
                    .ifPresent(known -> lines.add(StepText.line(STAMP, file.toString(), StepText.text(known))));
        }
        if (entry.complete()) {
            lines.add(COMPLETE);
        }
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
        String unique = name.equals(key.goal() + "@" + key.execution())
                ? ""
                : "-" + Sha256.of(key.toString()).substring(0, 8);
        return folders.status().resolve(name + unique + SUFFIX);
    }
}
