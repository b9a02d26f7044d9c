/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A JSON object of {@code config.json} that remembers which keys were asked for, so that what nobody asked for can be
 * reported. A key that is absent or null counts as absent, as in transformers.
 */
final class ConfigurationKeys {
    private final String file;
    private final String prefix;
    private final JsonObject object;
    private final Set<String> known = new HashSet<>();

    ConfigurationKeys(String file, JsonObject object) {
        this(file, "", object);
    }

    private ConfigurationKeys(String file, String prefix, JsonObject object) {
        this.file = file;
        this.prefix = prefix;
        this.object = object;
    }

    boolean has(String key) {
        known.add(key);
        JsonElement value = object.get(key);
        return value != null && !value.isJsonNull();
    }

    /** Whether the key stands there at all, be it as null. */
    boolean isGiven(String key) {
        known.add(key);
        return object.has(key);
    }

    int integer(String key) {
        return integer(find(key), key);
    }

    int integer(String key, int absent) {
        return has(key) ? integer(object.get(key), key) : absent;
    }

    /** A whole number of at least 1. */
    int size(String key) {
        return positive(integer(key), key);
    }

    int size(String key, int absent) {
        return has(key) ? size(key) : absent;
    }

    private int positive(int value, String key) {
        if (value < 1) {
            throw wrong(key, "is " + value + ", not a positive number");
        }
        return value;
    }

    double number(String key) {
        return number(find(key), key);
    }

    /** A number above 0. */
    double positive(String key) {
        double value = number(key);
        if (!(value > 0)) {
            throw wrong(key, "is " + object.get(key) + ", not a positive number");
        }
        return value;
    }

    double positive(String key, double absent) {
        return has(key) ? positive(key) : absent;
    }

    double notNegative(String key, double absent) {
        double value = number(key, absent);
        if (!(value >= 0)) {
            throw wrong(key, "is " + object.get(key) + ", a negative number");
        }
        return value;
    }

    double number(String key, double absent) {
        return has(key) ? number(object.get(key), key) : absent;
    }

    boolean flag(String key, boolean absent) {
        if (!has(key)) {
            return absent;
        }
        JsonElement value = object.get(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw wrong(key, "is " + value + ", not true or false");
        }
        return value.getAsBoolean();
    }

    String text(String key, String absent) {
        if (!has(key)) {
            return absent;
        }
        JsonElement value = object.get(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong(key, "is " + value + ", not a text");
        }
        return value.getAsString();
    }

    List<Double> numbers(String key) {
        return elements(key).stream().map(value -> number(value, key)).toList();
    }

    List<String> texts(String key) {
        return elements(key).stream().map(JsonElement::getAsString).toList();
    }

    Optional<ConfigurationKeys> object(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!(object.get(key) instanceof JsonObject inner)) {
            throw wrong(key, "is " + object.get(key) + ", not an object");
        }
        return Optional.of(new ConfigurationKeys(file, prefix + key + ".", inner));
    }

    /** A text or number inside an object, for messages. */
    Optional<String> word(String key, String inner) {
        return object.get(key) instanceof JsonObject part
                        && part.get(inner) instanceof JsonPrimitive value
                        && !value.isBoolean()
                ? Optional.of(value.getAsString())
                : Optional.empty();
    }

    /** Whether any value of this object is itself an object. */
    boolean isNested() {
        return object.entrySet().stream().anyMatch(entry -> entry.getValue().isJsonObject());
    }

    /** Accepts a key that the graph cannot follow only where it changes nothing. */
    void onlyFalse(String... keys) {
        for (String key : keys) {
            if (flag(key, false)) {
                throw wrong(key, "is true, which is not supported");
            }
        }
    }

    /** Marks keys as known whatever they hold. */
    void ignore(String... keys) {
        known.addAll(List.of(keys));
    }

    /** Every key that nobody asked for, that is not harmless, and that says something: not null, false or empty. */
    List<Problem> unknown(Predicate<String> harmless) {
        var problems = new ArrayList<Problem>();
        for (var entry : object.entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key) && !harmless.test(key) && !saysNothing(entry.getValue())) {
                problems.add(new Problem(
                        Place.of(file),
                        "key \"" + prefix + key + "\" is not supported for this model_type and may change the result",
                        Suggestions.unsupportedKey(prefix + key)));
            }
        }
        return problems;
    }

    DseException wrong(String key, String what) {
        return wrong(key, what, "");
    }

    DseException wrong(String key, String what, String suggestion) {
        return new DseException(Place.of(file), "key \"" + prefix + key + "\" " + what, suggestion);
    }

    private JsonElement find(String key) {
        if (!has(key)) {
            throw new DseException(Place.of(file), "key \"" + prefix + key + "\" is missing", "");
        }
        return object.get(key);
    }

    private int integer(JsonElement value, String key) {
        double number = number(value, key);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrong(key, "is " + value + ", not a whole number");
        }
        return (int) number;
    }

    private double number(JsonElement value, String key) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            throw wrong(key, "is " + value + ", not a number");
        }
        return value.getAsDouble();
    }

    private List<JsonElement> elements(String key) {
        if (!(find(key) instanceof JsonArray array)) {
            throw wrong(key, "is not a list");
        }
        return array.asList();
    }

    private static boolean saysNothing(JsonElement value) {
        return value.isJsonNull()
                || value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean() && !value.getAsBoolean()
                || value.isJsonArray() && value.getAsJsonArray().isEmpty()
                || value.isJsonObject() && value.getAsJsonObject().isEmpty();
    }
}
