/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An evaluation of an earlier run, as the result files hold it.
 *
 * @param dataset name of the data set
 * @param details its entry in the file of details
 * @param timing its entry in the file of times
 */
public record EarlierEvaluation(String dataset, JsonObject details, JsonObject timing) {
    private static final List<String> OPTIONAL = List.of("generation_config.json", "tokenizer_config.json");

    /** What tells it apart from others: a new evaluation of the same key takes its place. */
    public List<String> key() {
        return Stream.concat(
                        Stream.of(splitLabel()),
                        Stream.of(
                                        "hf_model",
                                        "mlc_model",
                                        "quantization",
                                        "max_length",
                                        "stride",
                                        "protocol",
                                        "device",
                                        "dtype")
                                .map(this::text))
                .toList();
    }

    /** The key that a task will have, once it ran. */
    public static List<String> key(Evaluation evaluation, String device) {
        String dtype = EvaluationResult.text(
                evaluation.dtype().on(device.startsWith("cuda") ? Device.Kind.CUDA : Device.Kind.CPU));
        return List.of(
                evaluation.splitLabel(),
                evaluation.hfModel(),
                evaluation.mlcModel(),
                evaluation.quantization().label(),
                Integer.toString(evaluation.maxLength()),
                Integer.toString(evaluation.protocol().effectiveStride(evaluation.maxLength(), evaluation.stride())),
                evaluation.protocol().text(),
                device,
                dtype);
    }

    /**
     * Whether model and text are what they were.
     *
     * @param base folder at which relative paths of texts start
     * @param folder where the files of a model lie
     * @param texts the files of a text
     * @param digest SHA-256 of a file; empty where there is none
     */
    public boolean current(
            Path base,
            Function<String, Path> folder,
            BiFunction<DatasetChoice, Split, List<Path>> texts,
            Function<Path, Optional<String>> digest) {
        Path model = folder.apply(text("hf_model"));
        JsonElement digests = details.get("digests");
        if (digests == null
                || !digests.isJsonObject()
                || digests.getAsJsonObject().isEmpty()) {
            return false;
        }
        Map<String, JsonElement> files = digests.getAsJsonObject().asMap();
        return files.entrySet().stream()
                        .allMatch(file -> digest.apply(model.resolve(file.getKey()))
                                .equals(Optional.of(file.getValue().getAsString())))
                && OPTIONAL.stream()
                        .filter(name -> !files.containsKey(name))
                        .allMatch(name -> digest.apply(model.resolve(name)).isEmpty())
                && (textFiles().isEmpty() ? sameText(base) : sameFiles(texts.apply(choice(), split()), digest));
    }

    /** Files that only the fork can read, or that lie in the hub's cache, are compared as they are. */
    private boolean sameFiles(List<Path> files, Function<Path, Optional<String>> digest) {
        Map<String, JsonElement> known = textFiles();
        return files.size() == known.size()
                && files.stream().allMatch(file -> {
                    JsonElement sum = known.get(file.getFileName().toString());
                    return sum != null && digest.apply(file).equals(Optional.of(sum.getAsString()));
                });
    }

    private Map<String, JsonElement> textFiles() {
        JsonElement text = details.get("text");
        JsonElement files =
                text != null && text.isJsonObject() ? text.getAsJsonObject().get("files") : null;
        return files != null && files.isJsonObject() ? files.getAsJsonObject().asMap() : Map.of();
    }

    /** Its text, to be found again. */
    public DatasetChoice choice() {
        String source = textFact("file");
        try {
            return HubTextParser.isOne(source)
                    ? DatasetChoice.ofHub(
                            HubTextParser.parse(Place.of("dataset"), source).text())
                    : DatasetChoice.ofFile(source);
        } catch (DseException e) {
            return DatasetChoice.ofFile(source);
        }
    }

    /** Its split. */
    public Split split() {
        return Split.parse(Place.of("dataset"), text("split"));
    }

    /** By the rule of its data set, or as a text of that name. */
    private boolean sameText(Path base) {
        String file = textFact("file");
        return !file.isEmpty()
                && Stream.of(true, false)
                        .filter(named -> !named || DatasetChoice.NAMES.contains(dataset))
                        .anyMatch(named -> digest(base, named ? new DatasetChoice(dataset, file, true) : choice())
                                .equals(Optional.of(textFact("sha256"))));
    }

    private Optional<String> digest(Path base, DatasetChoice text) {
        Place place = Place.of("dataset");
        try {
            if (text.parquet(base)) {
                return Optional.empty(); // read in the fork alone
            }
            return Optional.of(
                    text.read(base, Split.parse(place, text("split")), place).sha256());
        } catch (DseException e) {
            return Optional.empty();
        }
    }

    /** The folder of its model, as the user wrote it. */
    public String hfModel() {
        return text("hf_model");
    }

    /** As {@link Evaluation#title} of a new one would say it, with where it ran, but for the model. */
    public String title() {
        String memory = details.has("low_memory") && details.get("low_memory").getAsBoolean() ? ", low memory" : "";
        return " " + text("quantization") + " on " + dataset + " (" + splitLabel() + "), " + text("max_length") + "/"
                + text("stride") + ", " + text("protocol") + ", on " + text("device") + ", " + text("dtype") + memory;
    }

    /** Its perplexity, as decimal text. */
    public String perplexity() {
        return text("ppl").isEmpty() ? "Infinity" : text("ppl");
    }

    /** Digest of all that is known of it. */
    public String digest() {
        return Sha256.of(Json.compact(plain(details)));
    }

    /** Whether a row of the table is this evaluation's. */
    boolean isRow(Map<String, String> row) {
        boolean same = Stream.of("mlc_model", "hf_model", "device", "max_length", "stride", "quantization")
                .allMatch(column -> text(column).equals(row.getOrDefault(column, "")));
        String ppl = text("ppl");
        return same
                && splitLabel().equals(row.getOrDefault("split", ""))
                && (ppl.isEmpty() || PythonNumber.repr(Double.parseDouble(ppl)).equals(row.getOrDefault("ppl", "")));
    }

    private String splitLabel() {
        String limit = text("limit");
        return limit.isEmpty() ? text("split") : text("split") + " (first " + limit + " windows)";
    }

    private String textFact(String name) {
        JsonElement text = details.get("text");
        return text != null && text.isJsonObject() ? text(text.getAsJsonObject(), name) : "";
    }

    private String text(String name) {
        return text(details, name);
    }

    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    /** As maps, lists, texts and numbers, which keep their digits. */
    static Map<String, Object> plain(JsonObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.asMap().forEach((name, value) -> map.put(name, plain(value)));
        return map;
    }

    private static Object plain(JsonElement value) {
        if (value.isJsonObject()) {
            return plain(value.getAsJsonObject());
        }
        if (value.isJsonArray()) {
            return value.getAsJsonArray().asList().stream()
                    .map(element -> Optional.ofNullable(plain(element)))
                    .toList();
        }
        if (value.isJsonNull()) {
            return null;
        }
        var primitive = value.getAsJsonPrimitive();
        if (primitive.isString()) {
            return primitive.getAsString();
        }
        return primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsNumber();
    }
}
