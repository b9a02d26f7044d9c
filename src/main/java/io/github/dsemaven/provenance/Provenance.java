/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The record of what was made from what in one project.
 *
 * <pre>{@code
 * Step step = new Provenance(folders)
 *         .step("plot-memory", "default")
 *         .inputs(csvFiles)
 *         .parameter("theme", "light")
 *         .versions(Versions.drawing())
 *         .begin();
 * Decision decision = step.decide();
 * if (decision instanceof Decision.Run) {
 *     step.record(new Products(files, List.of(), warnings));
 * }
 * }</pre>
 */
public final class Provenance {
    private final Folders folders;
    private final FileDigests digests;
    private final Log log;

    public Provenance(Folders folders) {
        this(folders, Log.silent());
    }

    /**
     * @param log where files are named that are no longer made and could not be deleted
     */
    public Provenance(Folders folders, Log log) {
        this(
                folders,
                new FileDigests(folders.cache().map(cache -> cache.resolve("v1").resolve("digests"))),
                log);
    }

    Provenance(Folders folders, FileDigests digests, Log log) {
        this.folders = folders;
        this.digests = digests;
        this.log = log;
    }

    /** Describes one execution of a goal that the POM binds. */
    public Description step(String goal, String execution) {
        return step(goal, Execution.ofPom(execution), folders.output());
    }

    /**
     * Describes one execution of a goal.
     *
     * @param outputFolder where it writes, which tells runs from the command line apart
     */
    public Description step(String goal, Execution execution, Path outputFolder) {
        return new Description(goal, execution, outputFolder);
    }

    /**
     * What all goals made so far, by goal and execution. Left out is what was made from files that have changed since or are
     * gone, and the steps whose last run did not finish.
     */
    public List<StepRecord> steps() {
        return new Status(folders).current(digests);
    }

    /** The same whatever became of the inputs: for those who say what that is. */
    public List<StepRecord> recorded() {
        return entries().stream()
                .filter(StatusEntry::complete)
                .map(StatusEntry::record)
                .toList();
    }

    /** What runs that failed made in spite of it, from files that are as they were. */
    public List<StepRecord> unfinished() {
        return entries().stream()
                .filter(entry -> !entry.complete())
                .flatMap(entry -> new RecordedInputs(entry, folders, digests).current().stream())
                .filter(record -> !record.outputs().isEmpty())
                .toList();
    }

    /** Which steps {@link #steps} leaves out as a whole or in part, each with the inputs that are not what they were. */
    public Map<StepKey, List<String>> outdated() {
        var outdated = new TreeMap<StepKey, List<String>>();
        for (StatusEntry entry : entries()) {
            List<String> changed = new RecordedInputs(entry, folders, digests).changed();
            if (entry.complete() && !changed.isEmpty()) {
                outdated.put(entry.record().key(), changed);
            }
        }
        return outdated;
    }

    /**
     * Lets go what nothing makes any more: all of executions that the POM no longer binds, and what runs from the command
     * line made from files that are gone.
     *
     * @param bound whether the POM binds an execution
     * @return the steps of which nothing is left
     */
    public Set<StepKey> tidy(Predicate<StepKey> bound) {
        try {
            return new Tidying(folders, digests, log).run(bound);
        } catch (IOException e) {
            throw Step.unusable(folders, e);
        }
    }

    private Collection<StatusEntry> entries() {
        return new Status(folders).all(digests).values();
    }

    /** Digests that are remembered between builds. */
    public FileDigests digests() {
        return digests;
    }

    /** The folders and the names of files in them. */
    public Folders folders() {
        return folders;
    }

    /** What determines the outputs of a step. */
    public final class Description {
        private final String goal;
        private final Execution execution;
        private final Path outputFolder;
        private final List<Path> inputs = new ArrayList<>();
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final Map<String, String> versions = new LinkedHashMap<>();
        private final Map<String, String> platform = new LinkedHashMap<>();
        private final Map<String, String> facts = new LinkedHashMap<>();

        private Description(String goal, Execution execution, Path outputFolder) {
            this.goal = goal;
            this.execution = execution;
            this.outputFolder = outputFolder;
        }

        /** Adds files that are read, in the order given. A file that can't be read makes the goal run, and say so. */
        public Description inputs(Collection<Path> files) {
            inputs.addAll(files);
            return this;
        }

        /** Adds a setting that shapes the outputs; paths must be given as {@link Folders#inputName} does. */
        public Description parameter(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        /** Adds several settings. */
        public Description parameters(Map<String, String> settings) {
            parameters.putAll(settings);
            return this;
        }

        /** Adds versions of what shapes the outputs. */
        public Description versions(Map<String, String> some) {
            versions.putAll(some);
            return this;
        }

        /** Adds a fact about this machine that shapes only outputs which differ between machines: not published. */
        public Description platform(String name, String value) {
            platform.put(name, value);
            return this;
        }

        /** Adds facts about this machine for the environment file, which nothing depends on. */
        public Description facts(Map<String, String> some) {
            facts.putAll(some);
            return this;
        }

        /** Ends the description. */
        public Step begin() {
            String build = Versions.build(digests);
            if (!build.isEmpty()) {
                platform.put("the plugin's snapshot", build);
            }
            StepKey key = key();
            // what the last run knew of its files, before any is digested again
            new Status(folders).read(key, digests);
            var cause =
                    new StepRecord(key, digested(), parameters, versions, platform, List.of(), List.of(), List.of());
            return new Step(folders, digests, cause, places(), facts, outputFolder, log);
        }

        private StepKey key() {
            if (!execution.commandLine()) {
                return new StepKey(goal, execution.id());
            }
            List<String> names = inputs.stream()
                    .map(file -> folders.inRepository(file) ? folders.inputName(file) : folders.shown(file))
                    .toList();
            String all = String.join(", ", names);
            String some = Difference.names(names);
            String unique = some.equals(all) ? "" : ", " + Sha256.of(all).substring(0, 8);
            return new StepKey(goal, execution.id(), some + unique + " into " + folders.shown(outputFolder));
        }

        private List<FileDigest> digested() {
            // The shards of a model side by side; in the order given all the same.
            boolean large = inputs.stream().anyMatch(file -> file.toFile().length() >= FileDigests.LARGE);
            return (large ? inputs.parallelStream() : inputs.stream())
                    .map(this::digest)
                    .toList();
        }

        private Map<Integer, Path> places() {
            var places = new LinkedHashMap<Integer, Path>();
            for (int i = 0; i < inputs.size(); i++) {
                if (!folders.inRepository(inputs.get(i))) {
                    places.put(i, inputs.get(i).toAbsolutePath().normalize());
                }
            }
            return places;
        }

        private FileDigest digest(Path file) {
            String name = folders.inputName(file);
            try {
                return digests.of(name, file);
            } catch (IOException e) {
                return new FileDigest(name, FileDigest.UNREADABLE, 0);
            }
        }
    }
}
