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
    /** More than any model has of anything but positions. */
    private static final int LARGEST = 1 << 24;

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

    /** A whole number of at least 1, and no larger than anything that a model counts. */
    int size(String key) {
        return within(1, LARGEST, integer(find(key), key), key);
    }

    /** Positions, of which models claim any number. */
    int positions(String key, int absent) {
        return has(key) ? within(1, Integer.MAX_VALUE, integer(object.get(key), key), key) : absent;
    }

    int size(String key, int absent) {
        return has(key) ? size(key) : absent;
    }

    /** A whole number of at least 0. */
    int count(String key, int absent) {
        return has(key) ? within(0, LARGEST, integer(object.get(key), key), key) : absent;
    }

    private int within(int least, int most, int value, String key) {
        if (value < least) {
            throw wrong(key, "is " + value + ", not a " + (least > 0 ? "positive" : "whole") + " number");
        }
        if (value > most) {
            throw wrong(key, "is " + value + ", more than any model has");
        }
        return value;
    }

    /**
     * How many keys a query sees: at least 1. A key that is null, or absent where the family has no window, is 0, for all.
     *
     * @param absent the family's window, 0 for none
     */
    int window(String key, int absent) {
        if (!has(key)) {
            return isGiven(key) ? 0 : absent;
        }
        int value = integer(object.get(key), key);
        if (value < 1) {
            throw wrong(key, "is " + value + ", not a positive number", Suggestions.noWindow());
        }
        return value;
    }

    /** A number above 0. */
    double positive(String key) {
        double value = number(find(key), key);
        if (!(value > 0)) {
            throw wrong(key, "is " + shown(object.get(key)) + ", not a positive number");
        }
        return value;
    }

    double positive(String key, double absent) {
        return has(key) ? positive(key) : absent;
    }

    /** A number of at least 0. */
    double notNegative(String key, double absent) {
        double value = has(key) ? number(object.get(key), key) : absent;
        if (!(value >= 0)) {
            throw wrong(key, "is " + shown(object.get(key)) + ", a negative number");
        }
        return value;
    }

    boolean flag(String key, boolean absent) {
        if (!has(key)) {
            return absent;
        }
        JsonElement value = object.get(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw wrong(key, "is " + shown(value) + ", not true or false");
        }
        return value.getAsBoolean();
    }

    String text(String key, String absent) {
        if (!has(key)) {
            return absent;
        }
        return text(object.get(key), key);
    }

    private String text(JsonElement value, String key) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong(key, "is " + shown(value) + ", not a text");
        }
        return value.getAsString();
    }

    /** Numbers above 0. */
    List<Double> positives(String key) {
        return elements(key).stream().map(value -> positive(value, key)).toList();
    }

    private double positive(JsonElement value, String key) {
        double number = number(value, key);
        if (!(number > 0)) {
            throw wrong(key, "holds " + value + ", not a positive number");
        }
        return number;
    }

    /** Whole numbers of at least 0. */
    List<Integer> counts(String key) {
        return elements(key).stream()
                .map(value -> within(0, LARGEST, integer(value, key), key))
                .toList();
    }

    /** Zeros and ones, or false and true. */
    List<Boolean> flags(String key) {
        return elements(key).stream().map(value -> flag(value, key)).toList();
    }

    private boolean flag(JsonElement value, String key) {
        return switch (value.toString()) {
            case "0", "false" -> false;
            case "1", "true" -> true;
            default -> throw wrong(key, "holds " + value + ", neither 0 nor 1");
        };
    }

    List<String> texts(String key) {
        return elements(key).stream().map(value -> text(value, key)).toList();
    }

    /** Whether a key holds -1, which stands for all of something. */
    boolean isMinusOne(String key) {
        return has(key)
                && object.get(key) instanceof JsonPrimitive number
                && number.isNumber()
                && number.getAsDouble() == -1;
    }

    /** The names in an object, none where it is absent. */
    List<String> names(String key) {
        return object(key).map(inner -> List.copyOf(inner.object.keySet())).orElse(List.of());
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

    /** Whether this object has an object for a type of layers. */
    boolean isNested() {
        return isObject("full_attention") || isObject("sliding_attention");
    }

    /** Accepts a key that the graph cannot follow only where it changes nothing. */
    void onlyFalse(String... keys) {
        for (String key : keys) {
            if (flag(key, false)) {
                throw wrong(key, "is true, which is not supported");
            }
        }
    }

    /** Every key that was asked for or ignored. */
    Set<String> known() {
        return Set.copyOf(known);
    }

    /** Whether a key holds an object. */
    boolean isObject(String key) {
        return object.get(key) instanceof JsonObject;
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
            throw wrong(key, object.has(key) ? "is null" : "is missing");
        }
        return object.get(key);
    }

    private int integer(JsonElement value, String key) {
        double number = number(value, key);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrong(key, "is " + shown(value) + ", not a whole number");
        }
        return (int) number;
    }

    private double number(JsonElement value, String key) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            throw wrong(key, "is " + shown(value) + ", not a number");
        }
        double number = value.getAsDouble();
        if (!(Math.abs(number) <= Float.MAX_VALUE)) {
            throw wrong(key, "is " + value + ", not a finite number of float32");
        }
        return number;
    }

    /** A value as the file has it; of lists and objects only what they are. */
    private static String shown(JsonElement value) {
        return value.isJsonObject() ? "an object" : value.isJsonArray() ? "a list" : value.toString();
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
