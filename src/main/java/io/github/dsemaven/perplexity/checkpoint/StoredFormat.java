/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.diagnostic.DseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The scheme under which the weights of a folder are stored, where the folder says one: known without reading the weights.
 *
 * @param label of the rows of its results
 * @param quantized whether weights are stored as codes
 */
public record StoredFormat(String label, boolean quantized) {
    /**
     * The scheme of a folder; empty where weights are plain, and where they can't be read, for which {@link Checkpoint#open}
     * says why.
     */
    public static Optional<StoredFormat> of(Path folder) {
        try {
            if (MlcFolder.isOne(folder)) {
                return json(folder.resolve(MlcConfiguration.FILE)).flatMap(StoredFormat::ofMlc);
            }
            return Files.isRegularFile(folder.resolve("config.json"))
                    ? ConfigurationReader.codes(folder).map(codes -> new StoredFormat(codes.label(), true))
                    : Optional.empty();
        } catch (DseException e) {
            return Optional.empty();
        }
    }

    private static Optional<StoredFormat> ofMlc(JsonObject json) {
        var keys = new ConfigurationKeys(MlcConfiguration.FILE, json);
        return MlcScheme.named(keys.text("quantization", ""))
                .map(scheme -> new StoredFormat(scheme.name(), scheme.quantizes()));
    }

    private static Optional<JsonObject> json(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = new GivenFile(file, "a model's configuration", GivenFile.SETTINGS).text();
            return Optional.of(JsonParser.parseString(text).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
