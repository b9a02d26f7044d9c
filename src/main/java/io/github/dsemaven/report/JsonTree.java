/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.StreamSupport;

/** A JSON object that is asked for what may be there: a key that is absent, null or of another type is empty. */
record JsonTree(JsonObject object) {
    /**
     * Reads a file whose top is an object.
     *
     * @throws DseException when the file can't be read or is not that
     */
    static JsonTree read(Path file) {
        String name = file.getFileName().toString();
        return of(name, new GivenFile(file, "the data of a figure or a result", GivenFile.DATA).text());
    }

    /**
     * Reads text whose top is an object.
     *
     * @param name of the file, for the error
     */
    static JsonTree of(String name, String text) {
        try {
            return GivenFile.within(
                    name, () -> new JsonTree(JsonParser.parseString(text).getAsJsonObject()));
        } catch (JsonParseException | IllegalStateException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                throw GivenFile.noMemory(name);
            }
            throw new DseException(Place.of(name), "is not a JSON object (" + Reason.of(e) + ")", Suggestions.remake());
        }
    }

    /** Text, or a number or truth value as text. */
    Optional<String> text(String key) {
        return primitive(key).map(JsonPrimitive::getAsString);
    }

    /** A finite number. */
    OptionalDouble number(String key) {
        return primitive(key)
                .filter(JsonPrimitive::isNumber)
                .map(value -> OptionalDouble.of(value.getAsDouble()))
                .filter(value -> Double.isFinite(value.getAsDouble()))
                .orElse(OptionalDouble.empty());
    }

    /** A number without its fraction, or {@code otherwise}. */
    long integer(String key, long otherwise) {
        OptionalDouble value = number(key);
        return value.isPresent() ? (long) value.getAsDouble() : otherwise;
    }

    /** Whether a truth value is there and true. */
    boolean flag(String key) {
        return primitive(key)
                .filter(JsonPrimitive::isBoolean)
                .map(JsonPrimitive::getAsBoolean)
                .orElse(false);
    }

    /** An object. */
    Optional<JsonTree> tree(String key) {
        return Optional.ofNullable(object.get(key))
                .filter(JsonElement::isJsonObject)
                .map(element -> new JsonTree(element.getAsJsonObject()));
    }

    /** The objects of an array. */
    List<JsonTree> trees(String key) {
        return elements(key).stream()
                .filter(JsonElement::isJsonObject)
                .map(element -> new JsonTree(element.getAsJsonObject()))
                .toList();
    }

    /** The texts and numbers of an array, or a single text, as text. */
    List<String> texts(String key) {
        return primitive(key).isPresent()
                ? List.of(text(key).orElseThrow())
                : elements(key).stream()
                        .filter(JsonElement::isJsonPrimitive)
                        .map(JsonElement::getAsString)
                        .toList();
    }

    /** The numbers of an array. */
    double[] numbers(String key) {
        return elements(key).stream()
                .filter(JsonElement::isJsonPrimitive)
                .filter(element -> element.getAsJsonPrimitive().isNumber())
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    Set<String> keys() {
        return object.keySet();
    }

    private Optional<JsonPrimitive> primitive(String key) {
        return Optional.ofNullable(object.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsJsonPrimitive);
    }

    private List<JsonElement> elements(String key) {
        JsonElement element = object.get(key);
        return element == null || !element.isJsonArray()
                ? List.of()
                : StreamSupport.stream(element.getAsJsonArray().spliterator(), false)
                        .toList();
    }
}
