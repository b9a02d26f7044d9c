/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    public Provenance(Folders folders) {
        this(
                folders,
                new FileDigests(folders.cache().map(cache -> cache.resolve("v1").resolve("digests"))));
    }

    Provenance(Folders folders, FileDigests digests) {
        this.folders = folders;
        this.digests = digests;
    }

    /** Describes one execution of a goal. */
    public Description step(String goal, String execution) {
        var key = new StepKey(goal, execution);
        // what the last run knew of its files, before any is digested again
        new Status(folders).read(key, digests);
        return new Description(key);
    }

    /** What all goals made so far, by goal and execution; those whose last run did not finish are left out. */
    public List<StepRecord> steps() {
        return new Status(folders).complete(digests);
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
        private final StepKey key;
        private final List<FileDigest> inputs = new ArrayList<>();
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final Map<String, String> versions = new LinkedHashMap<>();
        private final Map<String, String> platform = new LinkedHashMap<>();
        private final Map<String, String> facts = new LinkedHashMap<>();

        private Description(StepKey key) {
            this.key = key;
        }

        /** Adds files that are read, in the order given. A file that can't be read makes the goal run, and say so. */
        public Description inputs(Collection<Path> files) {
            // The shards of a model side by side; in the order given all the same.
            boolean large = files.stream().anyMatch(file -> file.toFile().length() >= FileDigests.LARGE);
            inputs.addAll((large ? files.parallelStream() : files.stream())
                    .map(this::digest)
                    .toList());
            return this;
        }

        /** Adds an input whose digest is known, such as a checkpoint. */
        public Description input(FileDigest input) {
            inputs.add(input);
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
            var cause = new StepRecord(key, inputs, parameters, versions, platform, List.of(), List.of(), List.of());
            return new Step(folders, digests, cause, facts);
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
