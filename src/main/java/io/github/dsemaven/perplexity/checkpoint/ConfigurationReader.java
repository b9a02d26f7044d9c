/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.artifact.StandIn;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code config.json} of transformers 4 and 5. A key that is neither understood nor harmless ({@link HarmlessKeys})
 * stops the evaluation: a number computed without it could be wrong.
 */
public final class ConfigurationReader {
    /** What tools write that have quantized the weights; the second is MLX's. */
    private static final List<String> QUANTIZED = List.of("quantization_config", "quantization", "compression_config");

    /** Objects with the configuration of a part of a model, from which transformers would take the rest. */
    private static final List<String> PARTS = List.of(
            "text_config",
            "language_config",
            "llm_config",
            "thinker_config",
            "vision_config",
            "audio_config",
            "decoder",
            "encoder",
            "generator",
            "text_encoder");

    private ConfigurationReader() {}

    /** Reads {@code config.json} of a model folder. */
    public static ModelConfiguration read(Path folder) {
        Path file = folder.resolve("config.json");
        StandIn.refuse(file, file.toString());
        if (!Files.isRegularFile(file)) {
            throw new DseException(Place.of(folder.toString()), "there is no config.json", Suggestions.modelFolder());
        }
        var given = new GivenFile(file, "a model's configuration", GivenFile.SETTINGS);
        return GivenFile.within(file.toString(), () -> parse(file.toString(), given.text()));
    }

    /** The format of codes that {@code config.json} of a folder names, where it does. */
    static Optional<CodeFormat> codes(Path folder) {
        Path file = folder.resolve("config.json");
        String text = new GivenFile(file, "a model's configuration", GivenFile.SETTINGS).text();
        if (!text.contains(CodeFormat.KEY)) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            return CodeFormat.of(new ConfigurationKeys(file.toString(), json));
        } catch (JsonParseException | IllegalStateException e) {
            throw new DseException(Place.of(file.toString()), "is not a JSON object", Suggestions.downloadAgain());
        }
    }

    static ModelConfiguration parse(String file, String json) {
        JsonObject object;
        try {
            object = JsonParser.parseString(json).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new DseException(Place.of(file), "is not a JSON object", Suggestions.downloadAgain());
        }
        var keys = new ConfigurationKeys(file, object);
        String type = keys.text("model_type", "");
        refuseQuantized(keys);
        refuseParts(keys, type);
        Family family = Family.named(type)
                .orElseThrow(() -> keys.wrong(
                        "model_type",
                        type.isEmpty() ? "is missing" : "is \"" + type + "\", which is not supported",
                        Suggestions.validValues(type, Family.names())));
        keys.onlyFalse("is_encoder_decoder", "add_cross_attention", "tie_encoder_decoder", "is_bidirectional");
        if (!keys.flag("is_causal", true)) {
            throw keys.wrong("is_causal", "is false, which is not supported");
        }
        keys.ignore("is_decoder");
        ModelConfiguration configuration = new Families(keys, family, dtype(keys)).read();
        List<Problem> unknown = keys.unknown(HarmlessKeys::contain);
        if (!unknown.isEmpty()) {
            throw new DseException(unknown);
        }
        return configuration;
    }

    private static void refuseQuantized(ConfigurationKeys keys) {
        for (String key : QUANTIZED) {
            boolean read = key.equals(CodeFormat.KEY) && CodeFormat.of(keys).isPresent();
            if (keys.has(key) && !read) {
                throw keys.wrong(
                        key,
                        "says that the weights are quantized already" + method(keys, key),
                        Suggestions.unquantizedModel());
            }
        }
    }

    private static String method(ConfigurationKeys keys, String key) {
        String method = keys.word(key, "quant_method").orElse(key.equals("quantization") ? "MLX" : "");
        String bits = keys.word(key, "bits").map(number -> number + " bits").orElse("");
        String all = method + (method.isEmpty() || bits.isEmpty() ? "" : ", ") + bits;
        return all.isEmpty() ? "" : " (" + all + ")";
    }

    /** A model of text and more says so by objects for its parts. */
    private static void refuseParts(ConfigurationKeys keys, String type) {
        List<String> parts = PARTS.stream().filter(keys::isObject).toList();
        if (!parts.isEmpty()) {
            String inner = parts.stream()
                    .map(part -> keys.word(part, "model_type"))
                    .flatMap(Optional::stream)
                    .filter(name -> Family.named(name).isPresent())
                    .findFirst()
                    .map(name -> "; its language model is of the supported model_type \"" + name + "\"")
                    .orElse("");
            throw keys.wrong(
                    "model_type",
                    "is \"" + type + "\", a model of several parts (" + String.join(", ", parts)
                            + "), of which a language model alone can be evaluated" + inner,
                    Suggestions.languageModelAlone());
        }
    }

    /** {@code dtype} of transformers 5, {@code torch_dtype} of 4; float32 where neither says anything. */
    private static DType dtype(ConfigurationKeys keys) {
        String name = keys.text("dtype", keys.text("torch_dtype", "float32"));
        return switch (name.startsWith("torch.") ? name.substring("torch.".length()) : name) {
            case "float32", "auto" -> DType.F32;
            case "float16" -> DType.F16;
            case "bfloat16" -> DType.BF16;
            default ->
                throw keys.wrong(
                        keys.has("dtype") ? "dtype" : "torch_dtype",
                        "is \"" + name + "\"",
                        Suggestions.validValues(name, List.of("float32", "float16", "bfloat16")));
        };
    }
}
