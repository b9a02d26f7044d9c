/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.artifact.StandIn;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * {@code mlc-chat-config.json}: the scheme, and a model's configuration under MLC's keys, which become those of {@code
 * config.json} and are read as strictly.
 *
 * @param scheme how the weights are stored
 * @param model the configuration
 */
record MlcConfiguration(MlcScheme scheme, ModelConfiguration model) {
    static final String FILE = "mlc-chat-config.json";

    private static final List<String> FAMILIES = List.of("gemma2", "llama", "mistral", "phi3", "qwen2", "qwen3");

    /** How it is compiled, run and spread over devices: the weights lie in one piece whatever they say. */
    private static final Set<String> OF_THE_RUNTIME = Set.of(
            "attention_sink_size",
            "disaggregation",
            "dtype",
            "max_batch_size",
            "model_type",
            "pipeline_parallel_stages",
            "prefill_chunk_size",
            "tensor_parallel_shards");

    /** Keys whose 0 stands for absence. */
    private static final Set<String> ZERO_IS_ABSENT =
            Set.of("head_dim", "num_key_value_heads", "original_max_position_embeddings");

    /**
     * Reads it.
     *
     * @throws DseException naming the key that is wrong, unknown or not supported
     */
    static MlcConfiguration read(Path folder) {
        Path file = folder.resolve(FILE);
        StandIn.refuse(file, file.toString());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DseException(Place.of(folder.toString()), "there is no " + FILE, Suggestions.mlcFolder());
        }
        String text = new GivenFile(file, "a model's configuration", GivenFile.SETTINGS).text();
        return GivenFile.within(file.toString(), () -> parse(file.toString(), text));
    }

    static MlcConfiguration parse(String file, String text) {
        JsonObject json;
        try {
            json = JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new DseException(Place.of(file), "is not a JSON object", Suggestions.downloadAgain());
        }
        var keys = new ConfigurationKeys(file, json);
        String family = keys.text("model_type", "");
        if (!FAMILIES.contains(family)) {
            throw keys.wrong(
                    "model_type",
                    family.isEmpty()
                            ? "is missing"
                            : "is \"" + family + "\", whose weights are not read from MLC's form",
                    Suggestions.validValues(family, FAMILIES));
        }
        MlcScheme scheme = scheme(keys);
        if (keys.object("model_config").isEmpty()) {
            throw keys.wrong("model_config", "is missing");
        }
        JsonObject model = json.getAsJsonObject("model_config");
        sameInBoth(keys, json, model, "vocab_size");
        if (family.equals("mistral")) {
            sameInBoth(keys, json, model, "sliding_window_size");
        }
        if (model.has(CodeFormat.KEY) && !model.get(CodeFormat.KEY).isJsonNull()) {
            throw keys.wrong("model_config", "has " + CodeFormat.KEY + ", a second form of the weights");
        }
        JsonObject translated = translated(keys, family, model);
        translated.addProperty("dtype", name(scheme.type()));
        return new MlcConfiguration(scheme, ConfigurationReader.parse(file, translated.toString()));
    }

    private static MlcScheme scheme(ConfigurationKeys keys) {
        String name = keys.text("quantization", "");
        return MlcScheme.named(name)
                .orElseThrow(() -> keys.wrong(
                        "quantization",
                        name.isEmpty() ? "is missing" : "is \"" + name + "\", a form of weights that is not read",
                        Suggestions.mlcSchemes(name, MlcScheme.names())));
    }

    private static String name(DType type) {
        return type == DType.F16 ? "float16" : type == DType.BF16 ? "bfloat16" : "float32";
    }

    /** The runtime reads the outer one, the compiler the inner one. */
    private static void sameInBoth(ConfigurationKeys keys, JsonObject outer, JsonObject inner, String key) {
        if (outer.has(key) && inner.has(key) && !outer.get(key).equals(inner.get(key))) {
            throw keys.wrong(key, "is " + outer.get(key) + ", but " + inner.get(key) + " in model_config");
        }
    }

    private static JsonObject translated(ConfigurationKeys keys, String family, JsonObject model) {
        JsonObject translated = new JsonObject();
        translated.addProperty("model_type", family);
        if (family.equals("mistral")) {
            translated.add("sliding_window", JsonNull.INSTANCE); // absent means none, not transformers' default
        }
        for (var entry : model.entrySet()) {
            String key = entry.getKey();
            JsonElement value = entry.getValue();
            if (OF_THE_RUNTIME.contains(key) || ZERO_IS_ABSENT.contains(key) && isUnset(value)) {
                continue;
            }
            switch (key) {
                case "context_window_size" -> {
                    if (!isUnset(value) && !model.has("max_position_embeddings")) {
                        translated.add("max_position_embeddings", value);
                    }
                }
                case "position_embedding_base" -> {
                    if (!isUnset(value)) {
                        put(keys, model, translated, "rope_theta", value);
                    }
                }
                case "sliding_window_size" ->
                    put(keys, model, translated, "sliding_window", isUnset(value) ? JsonNull.INSTANCE : value);
                case "rope_scaling" -> translated.add(key, rotary(model, value));
                // MLC computes the approximation by tanh for both names.
                case "hidden_activation" ->
                    translated.add(
                            key,
                            value.equals(new JsonPrimitive("gelu")) ? new JsonPrimitive("gelu_pytorch_tanh") : value);
                default -> translated.add(key, value);
            }
        }
        return translated;
    }

    /** MLC repeats the model's positions there, where transformers has no such key. */
    private static JsonElement rotary(JsonObject model, JsonElement scaling) {
        if (!(scaling instanceof JsonObject) || !model.has("max_position_embeddings")) {
            return scaling;
        }
        JsonObject copy = scaling.deepCopy().getAsJsonObject();
        if (model.get("max_position_embeddings").equals(copy.get("max_position_embeddings"))) {
            copy.remove("max_position_embeddings");
        }
        return copy;
    }

    private static void put(
            ConfigurationKeys keys, JsonObject model, JsonObject translated, String key, JsonElement value) {
        if (model.has(key) && !model.get(key).equals(value)) {
            throw keys.wrong(
                    "model_config", "has two different values of " + key + ": " + model.get(key) + " and " + value);
        }
        translated.add(key, value);
    }

    /** 0, or -1 for a window. */
    private static boolean isUnset(JsonElement value) {
        return value.isJsonNull()
                || value instanceof JsonPrimitive number
                        && number.isNumber()
                        && (number.getAsDouble() == 0 || number.getAsDouble() == -1);
    }
}
