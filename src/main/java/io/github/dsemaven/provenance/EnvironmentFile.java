/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code environment.json}: on what machine, with which JDK and GPU and when each goal last ran. Everything that is not
 * the same everywhere, in a file of its own that nothing reads, is published or depends on.
 */
final class EnvironmentFile {
    private static final String SCHEMA = "dse-environment/1";

    private final Folders folders;

    EnvironmentFile(Folders folders) {
        this.folders = folders;
    }

    /**
     * Enters a run in place of the last one of the same step.
     *
     * @param began when it began
     * @param took how long it took
     * @param facts more facts, such as {@code gpu} and {@code driver}
     */
    void enter(StepKey key, Instant began, Duration took, Map<String, String> facts) {
        var run = new LinkedHashMap<String, Object>();
        run.put("began", began.truncatedTo(ChronoUnit.SECONDS).toString());
        run.put("milliseconds", took.toMillis());
        run.putAll(platform());
        run.putAll(facts);
        try {
            FolderLock.during(folders.status(), () -> enter(key, run));
        } catch (IOException e) {
            // Nothing depends on this file: not worth failing a build for.
        }
    }

    /** Takes out steps that are no more; without any there is no file. */
    void leave(Set<StepKey> keys) throws IOException {
        Path file = file();
        if (!Files.exists(file)) {
            return;
        }
        FolderLock.during(folders.status(), () -> {
            Map<String, Object> runs = new TreeMap<>(read(file));
            keys.forEach(key -> runs.remove(key.toString()));
            if (runs.isEmpty()) {
                Files.deleteIfExists(file);
                NoLongerMade.removeEmpty(folders, folders.output());
            } else {
                write(runs);
            }
        });
    }

    private void enter(StepKey key, Map<String, Object> run) {
        Map<String, Object> runs = new TreeMap<>(read(file()));
        runs.put(key.toString(), run);
        write(runs);
    }

    private Path file() {
        return folders.output().resolve("environment.json");
    }

    private void write(Map<String, Object> runs) {
        var all = new LinkedHashMap<String, Object>();
        all.put("schema", SCHEMA);
        all.put("runs", runs);
        AtomicFile.write(file(), Json.pretty(all));
    }

    private static Map<String, String> platform() {
        var platform = new LinkedHashMap<String, String>();
        platform.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        platform.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        platform.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return platform;
    }

    private static Map<String, Object> read(Path file) {
        var runs = new LinkedHashMap<String, Object>();
        try {
            JsonObject old = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            for (Map.Entry<String, JsonElement> run :
                    old.getAsJsonObject("runs").entrySet()) {
                var facts = new LinkedHashMap<String, Object>();
                run.getValue().getAsJsonObject().entrySet().forEach(fact -> {
                    var value = fact.getValue().getAsJsonPrimitive();
                    facts.put(fact.getKey(), value.isNumber() ? value.getAsLong() : value.getAsString());
                });
                runs.put(run.getKey(), facts);
            }
        } catch (IOException | RuntimeException e) {
            runs.clear(); // unreadable counts as absent
        }
        return runs;
    }
}
