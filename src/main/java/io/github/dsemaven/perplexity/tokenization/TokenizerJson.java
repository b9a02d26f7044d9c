/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.artifact.StandIn;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small JSON file beside {@code tokenizer.json}: absent, or an object. */
final class TokenizerJson {
    private final String shown;
    private final JsonObject object;

    private TokenizerJson(String shown, JsonObject object) {
        this.shown = shown;
        this.object = object;
    }

    /**
     * Reads a file of a model folder.
     *
     * @param shown the folder as the user named it
     * @throws DseException where it exists and is no JSON object
     */
    static Optional<TokenizerJson> read(Path folder, String shown, String name) {
        Path file = folder.resolve(name);
        String place = shown + "/" + name;
        StandIn.refuse(file, place);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String text = new GivenFile(file, place, "a list of tokens", GivenFile.LISTS).text();
        try {
            return Optional.of(
                    new TokenizerJson(place, JsonParser.parseString(text).getAsJsonObject()));
        } catch (JsonParseException | IllegalStateException e) {
            throw new DseException(Place.of(place), "is not a JSON object", Suggestions.TOKENIZER_DAMAGED);
        }
    }

    /** A part of a file. */
    static TokenizerJson of(String shown, JsonElement element) {
        if (element instanceof JsonObject object) {
            return new TokenizerJson(shown, object);
        }
        throw new DseException(
                Place.of(shown), "has " + element + " where an object is expected", Suggestions.TOKENIZER_DAMAGED);
    }

    JsonObject object() {
        return object;
    }

    /** A value that is neither absent nor null. */
    Optional<JsonElement> find(String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> !value.isJsonNull());
    }

    /** An object under a key. */
    JsonObject objectOf(String key) {
        if (object.get(key) instanceof JsonObject inner) {
            return inner;
        }
        throw wrong(key, "is not an object");
    }

    /** The number that a token has as key or value. */
    int id(String token, String number) {
        try {
            int id = Integer.parseInt(number);
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // as a negative number
        }
        throw wrong(token, "has the id " + number + ", which is no whole number from 0 on");
    }

    /**
     * A token written as an object.
     *
     * @param special the flag where the object has none
     */
    AddedToken token(String key, JsonElement value, boolean special) {
        if (!(value instanceof JsonObject token) || !isText(token.get("content"))) {
            throw wrong(key, "is not an object with a content");
        }
        boolean flag = flag(key, token, "special", special);
        return new AddedToken(
                token.get("content").getAsString(),
                flag(key, token, "single_word", false),
                flag(key, token, "lstrip", false),
                flag(key, token, "rstrip", false),
                flag(key, token, "normalized", !flag),
                flag);
    }

    private boolean flag(String key, JsonObject token, String name, boolean absent) {
        JsonElement value = token.get(name);
        if (value == null || value.isJsonNull()) {
            return absent;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw wrong(key, "has " + name + " " + value + ", not true or false");
        }
        return value.getAsBoolean();
    }

    static boolean isText(JsonElement value) {
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString();
    }

    DseException wrong(String key, String what) {
        return new DseException(Place.of(shown), "key \"" + key + "\" " + what, Suggestions.TOKENIZER_DAMAGED);
    }
}
