/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.AbandonedFiles;
import io.github.dsemaven.artifact.Enclosure;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One execution of a goal: {@link #decide} says whether it has to run; if so, {@link #record} is told what it made.
 * Inputs are digested when deciding, so a file that changes while the goal runs is found changed next time.
 */
public final class Step {
    private final Folders folders;
    private final FileDigests digests;
    private final Status status;
    private final Optional<ContentCache> cache;
    private final StepRecord cause;
    private final Map<Integer, Path> places;
    private final Map<String, String> facts;
    private final NoLongerMade noLongerMade;
    private final List<Enclosure> restorable;
    private final Instant began = Instant.now();
    private Optional<StatusEntry> last = Optional.empty();

    /**
     * @param cause key, inputs, parameters and versions of this run, without outputs
     * @param places of inputs outside of the repository, by their number
     * @param facts about this machine, for the environment file
     * @param outputFolder where the goal writes, and so may the cache
     */
    Step(
            Folders folders,
            FileDigests digests,
            StepRecord cause,
            Map<Integer, Path> places,
            Map<String, String> facts,
            Path outputFolder,
            Log log) {
        this.folders = folders;
        this.digests = digests;
        this.status = new Status(folders);
        this.cache = folders.cache().map(ContentCache::new);
        this.cause = cause;
        this.places = Map.copyOf(places);
        this.facts = Map.copyOf(facts);
        this.noLongerMade = new NoLongerMade(folders, digests, log);
        this.restorable = List.of(new Enclosure(folders.output()), new Enclosure(outputFolder));
    }

    /** Whether the goal has to run; where it has not, everything is in place when this returns. */
    public Decision decide() {
        try {
            last = status.read(cause.key(), digests);
            Decision decision = decide(last);
            if (!(decision instanceof Decision.UpToDate)) {
                AbandonedFiles.remove(folders.output());
                AbandonedFiles.remove(folders.status());
                folders.cache().ifPresent(AbandonedFiles::remove);
            }
            if (decision instanceof Decision.UpToDate) {
                if (digests.learned()) {
                    status.refresh(last.orElseThrow(), digests);
                }
                status.restoreManifest(digests);
            } else if (decision instanceof Decision.Restored restored) {
                finish(restored.record());
            } else {
                status.begin(new StatusEntry(cause, false, formerly(), places), digests);
            }
            return decision;
        } catch (IOException e) {
            throw unusable(folders, e);
        }
    }

    /**
     * Enters what was made into the manifest and the cache. Files of the last run that this one did not make again go, unless
     * they were edited since or lie outside of the build folder; those of a run from the command line only where their inputs
     * changed.
     *
     * @throws DseException when a product can't be read, or the manifest can't be written
     */
    public StepRecord record(Products products) {
        try {
            StepRecord record = made(products);
            finish(record);
            new EnvironmentFile(folders)
                    .enter(cause.key(), began, Duration.between(began, Instant.now()), new TreeMap<>(facts));
            if (record.outputs().stream().allMatch(output -> Folders.portable(output.name()))
                    && cause.inputs().stream().allMatch(FileDigest::readable)) {
                cache.ifPresent(kept -> kept.keep(
                        record,
                        record.outputs().stream()
                                .map(output -> folders.output(output.name()))
                                .toList()));
            }
            return record;
        } catch (IOException e) {
            throw unusable(folders, e);
        }
    }

    /**
     * Remembers what was made by a run that failed, so that later runs know these files for ours. They are in no manifest, and
     * nothing is deleted.
     */
    public void fail(Products products) {
        try {
            StepRecord record = made(products);
            Set<String> names = names(record);
            List<StepRecord.Output> others = formerly().stream()
                    .filter(output -> !names.contains(output.name()))
                    .toList();
            status.write(new StatusEntry(record, false, others, places), digests);
        } catch (IOException e) {
            throw unusable(folders, e);
        }
    }

    /** Forgets this step, for there is nothing left to make; what it made goes as {@link #record} says. */
    public void retire() {
        try {
            Optional<StatusEntry> entry = status.read(cause.key(), digests);
            if (entry.isPresent()) {
                noLongerMade.remove(entry.get().files());
                noLongerMade.report();
                status.remove(cause.key(), digests);
                new EnvironmentFile(folders).leave(Set.of(cause.key()));
            }
        } catch (IOException e) {
            throw unusable(folders, e);
        }
    }

    private StepRecord made(Products products) throws IOException {
        var outputs = new ArrayList<StepRecord.Output>();
        for (Products.ProducedFile file : products.files()) {
            FileDigest digest = digests.of(folders.outputName(file.path()), file.path());
            outputs.add(new StepRecord.Output(digest.name(), digest.sha256(), digest.size(), inputs(file.from())));
        }
        outputs.sort(Comparator.comparing(StepRecord.Output::name));
        List<StepRecord.Quantity> numbers = products.numbers().stream()
                .sorted(Comparator.comparing(StepRecord.Quantity::name))
                .toList();
        return new StepRecord(
                cause.key(),
                cause.inputs(),
                cause.parameters(),
                cause.versions(),
                cause.platform(),
                outputs,
                numbers,
                products.warnings());
    }

    /** The inputs' own names, also where a product names only the file without its folder. */
    private List<String> inputs(List<String> names) {
        return names.stream().map(this::input).toList();
    }

    private String input(String name) {
        return cause.inputs().stream()
                .map(FileDigest::name)
                .filter(input -> input.equals(name) || input.endsWith("/" + name))
                .findFirst()
                .orElse(name);
    }

    private Decision decide(Optional<StatusEntry> last) throws IOException {
        List<String> unreadable = cause.inputs().stream()
                .filter(input -> !input.readable())
                .map(FileDigest::name)
                .toList();
        if (!unreadable.isEmpty()) {
            return new Decision.Run(Difference.names(unreadable) + " can't be read");
        }
        String reason;
        if (last.isEmpty()) {
            reason = "no earlier run is recorded";
        } else if (!last.get().complete()) {
            reason = "the last run did not finish";
        } else {
            StepRecord record = last.get().record();
            Optional<String> difference = Difference.cause(record, cause).or(() -> outputs(record));
            if (difference.isEmpty()) {
                return new Decision.UpToDate(record, unchanged(record));
            }
            reason = difference.get();
        }
        String why = reason;
        return restored()
                .<Decision>map(record -> new Decision.Restored(record, why))
                .orElse(new Decision.Run(why));
    }

    private Optional<String> outputs(StepRecord record) {
        var missing = new ArrayList<String>();
        var edited = new ArrayList<String>();
        for (StepRecord.Output output : record.outputs()) {
            Optional<String> sha256 = digest(output.name());
            if (sha256.isEmpty()) {
                missing.add(output.name());
            } else if (!sha256.get().equals(output.sha256())) {
                edited.add(output.name());
            }
        }
        if (!missing.isEmpty()) {
            return Optional.of(Difference.names(missing) + (missing.size() == 1 ? " is missing" : " are missing"));
        }
        return edited.isEmpty()
                ? Optional.empty()
                : Optional.of(Difference.names(edited) + (edited.size() == 1 ? " was edited" : " were edited"));
    }

    private Optional<StepRecord> restored() {
        return cache.flatMap(kept -> kept.find(cause.cause())
                .filter(record -> record.outputs().stream().allMatch(this::restorable))
                .filter(record -> record.outputs().stream().allMatch(output -> inPlace(kept, output)))
                .map(record -> record.with(cause.key())));
    }

    /** A record from the cache may name only what this goal could have written. */
    private boolean restorable(StepRecord.Output output) {
        Path file = folders.output(output.name());
        return Folders.portable(output.name()) && restorable.stream().anyMatch(folder -> folder.holds(file));
    }

    private boolean inPlace(ContentCache kept, StepRecord.Output output) {
        boolean there = digest(output.name()).filter(output.sha256()::equals).isPresent()
                || kept.restore(output.sha256(), folders.output(output.name()));
        return there && digest(output.name()).filter(output.sha256()::equals).isPresent();
    }

    private void finish(StepRecord record) throws IOException {
        Set<String> made = names(record);
        List<StepRecord.Output> others = formerly().stream()
                .filter(output -> !made.contains(output.name()))
                .toList();
        List<StepRecord.Output> kept = others.stream().filter(this::stays).toList();
        noLongerMade.remove(
                others.stream().filter(output -> !kept.contains(output)).toList());
        noLongerMade.report();
        status.write(new StatusEntry(record, true, kept, places), digests);
    }

    /** Whether a file of an earlier run from the command line stays: its inputs are as they were. */
    private boolean stays(StepRecord.Output output) {
        return cause.key().commandLine()
                && last.filter(StatusEntry::complete).isPresent()
                && last.get().record().inputs().stream()
                        .filter(input ->
                                output.from().isEmpty() || output.from().contains(input.name()))
                        .allMatch(cause.inputs()::contains);
    }

    private List<StepRecord.Output> formerly() {
        return last.map(StatusEntry::files).orElse(List.of());
    }

    private static Set<String> names(StepRecord record) {
        return record.outputs().stream().map(StepRecord.Output::name).collect(Collectors.toSet());
    }

    private Optional<String> digest(String output) {
        try {
            return Optional.of(digests.of(output, folders.output(output)).sha256());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String unchanged(StepRecord record) {
        int files = record.outputs().size();
        return "inputs, parameters and " + (files == 1 ? "1 output" : files + " outputs") + " are unchanged";
    }

    /** The user's error behind a record that can't be written. */
    static DseException unusable(Folders folders, IOException e) {
        return new DseException(
                Place.of(folders.output().toString()),
                "the record of what was made can't be kept (" + Reason.of(e) + ")",
                Suggestions.writable());
    }
}
