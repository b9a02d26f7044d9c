/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.exchange;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Maven asks of the fork.
 *
 * @param folder where the outcome files go
 * @param results where the losses of finished and interrupted evaluations are kept for the next run
 * @param caches folder of the user's caches: digests, unpacked libraries, locks
 * @param threads threads to compute with, at least 1
 * @param libraries coordinates of the fork's libraries to the SHA-256 of their files
 * @param readers the same of libraries that only read texts: what they read goes by its own digest
 * @param versions what else determines the numbers: the plugin's version and build
 * @param evaluations what to evaluate, in the order of the POM
 */
public record Request(
        Path folder,
        Path results,
        Path caches,
        int threads,
        Map<String, String> libraries,
        Map<String, String> readers,
        Map<String, String> versions,
        List<Task> evaluations) {
    public Request {
        readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
        libraries = Collections.unmodifiableMap(new LinkedHashMap<>(libraries));
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        evaluations = List.copyOf(evaluations);
    }

    /** Of evaluations on plain texts. */
    public Request(
            Path folder,
            Path results,
            Path caches,
            int threads,
            Map<String, String> libraries,
            Map<String, String> versions,
            List<Task> evaluations) {
        this(folder, results, caches, threads, libraries, Map.of(), versions, evaluations);
    }

    /**
     * One evaluation.
     *
     * @param number its place in the POM, from 0: names its outcome file
     * @param devices where it runs: {@code cpu} or {@code cuda:N}, whatever its settings ask for; several share its windows; none
     *     where the device asked for is not there, so that its model and text are only looked at
     * @param modelFolder where the model's files lie
     * @param textFiles where the text lies; none where its settings name a file
     * @param settings as the user wrote them, defaults filled in
     */
    public record Task(
            int number, List<String> devices, String modelFolder, List<String> textFiles, EvaluationSettings settings) {
        public Task {
            textFiles = List.copyOf(textFiles);
            devices = List.copyOf(devices);
        }

        /** On one device, of a model that is given by its folder. */
        public Task(int number, String device, EvaluationSettings settings) {
            this(number, List.of(device), settings);
        }

        /** Of a model that is given by its folder. */
        public Task(int number, List<String> devices, EvaluationSettings settings) {
            this(number, devices, settings.value("hfModel").orElse(""), List.of(), settings);
        }

        /**
         * The evaluation itself.
         *
         * @throws DseException when a setting is wrong
         */
        public Evaluation evaluation() {
            return Evaluation.all(List.of(settings)).get(0).in(modelFolder).on(textFiles);
        }

        /** Whether it runs on cards. */
        public boolean cuda() {
            return !devices.isEmpty() && devices.get(0).startsWith("cuda");
        }

        /** {@code cuda:0+cuda:1}. */
        public String deviceLabel() {
            return String.join("+", devices);
        }
    }

    /** The same for some of its evaluations. */
    public Request only(List<Task> some) {
        return new Request(folder, results, caches, threads, libraries, readers, versions, some);
    }

    /** Where the outcome of an evaluation is written. */
    public Path outcomeFile(int number) {
        return folder.resolve("evaluation-" + number + ".json");
    }

    /** Writes this as JSON. */
    public void write(Path file) {
        List<Object> tasks = new ArrayList<>();
        for (Task task : evaluations) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("number", task.number());
            fields.put("devices", task.devices());
            fields.put("modelFolder", task.modelFolder());
            fields.put("textFiles", task.textFiles());
            fields.put("element", task.settings().element());
            fields.put("settings", new TreeMap<>(task.settings().values()));
            tasks.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("folder", folder.toString());
        fields.put("results", results.toString());
        fields.put("caches", caches.toString());
        fields.put("threads", threads);
        fields.put("libraries", libraries);
        fields.put("readers", readers);
        fields.put("versions", versions);
        fields.put("evaluations", tasks);
        AtomicFile.write(file, Json.pretty(fields));
    }

    /** Reads what {@link #write} wrote. */
    public static Request read(Path file) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        List<Task> tasks = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray("evaluations")) {
            JsonObject task = element.getAsJsonObject();
            EvaluationSettings settings =
                    new EvaluationSettings(task.get("element").getAsString(), texts(task.getAsJsonObject("settings")));
            List<String> devices = new ArrayList<>();
            task.getAsJsonArray("devices").forEach(device -> devices.add(device.getAsString()));
            List<String> textFiles = new ArrayList<>();
            task.getAsJsonArray("textFiles").forEach(text -> textFiles.add(text.getAsString()));
            tasks.add(new Task(
                    task.get("number").getAsInt(),
                    devices,
                    task.get("modelFolder").getAsString(),
                    textFiles,
                    settings));
        }
        return new Request(
                Path.of(json.get("folder").getAsString()),
                Path.of(json.get("results").getAsString()),
                Path.of(json.get("caches").getAsString()),
                json.get("threads").getAsInt(),
                texts(json.getAsJsonObject("libraries")),
                texts(json.getAsJsonObject("readers")),
                texts(json.getAsJsonObject("versions")),
                tasks);
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            texts.put(entry.getKey(), entry.getValue().getAsString());
        }
        return texts;
    }
}
