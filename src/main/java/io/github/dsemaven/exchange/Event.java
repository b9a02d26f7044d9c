/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.exchange;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something the fork reports while it works: one line of its standard output, a mark followed by JSON. Lines without the
 * mark come from libraries and are no events.
 */
public sealed interface Event {
    /** What a line that is an event starts with. */
    String MARK = "dse! ";

    /** An evaluation was started; if the fork dies now, this one is to blame. */
    record Began(int evaluation, String label) implements Event {}

    /**
     * How far an evaluation has come.
     *
     * @param windows context windows scored, of {@code totalWindows}
     * @param tokensPerSecond input tokens a second so far
     * @param meanNll mean negative log-likelihood of the tokens scored so far, in nats
     * @param secondsLeft estimated from the speed so far
     */
    record Advanced(
            int evaluation, long windows, long totalWindows, double tokensPerSecond, double meanNll, double secondsLeft)
            implements Event {}

    /** Something for the user to read. */
    record Noted(Level level, String text) implements Event {}

    /** An evaluation is over and its outcome file is in place. */
    record Ended(int evaluation) implements Event {}

    /** How important a note is. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        /** A warning that no artifact may say, because on another machine there would be none. */
        WARN_OF_MACHINE
    }

    /** The line to print, without its line feed. */
    default String line() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (this instanceof Began began) {
            fields.put("event", "began");
            fields.put("evaluation", began.evaluation());
            fields.put("label", began.label());
        } else if (this instanceof Advanced advanced) {
            fields.put("event", "advanced");
            fields.put("evaluation", advanced.evaluation());
            fields.put("windows", advanced.windows());
            fields.put("totalWindows", advanced.totalWindows());
            fields.put("tokensPerSecond", advanced.tokensPerSecond());
            fields.put("meanNll", advanced.meanNll());
            fields.put("secondsLeft", advanced.secondsLeft());
        } else if (this instanceof Noted noted) {
            fields.put("event", "noted");
            fields.put("level", noted.level().name().toLowerCase(Locale.ROOT));
            fields.put("text", noted.text());
        } else if (this instanceof Ended ended) {
            fields.put("event", "ended");
            fields.put("evaluation", ended.evaluation());
        }
        return MARK + Json.compact(fields);
    }

    /** The event a line of output holds; empty for anything else, a line cut short included. */
    static Optional<Event> parse(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            JsonObject json =
                    JsonParser.parseString(line.substring(MARK.length())).getAsJsonObject();
            return Optional.of(event(json));
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Event event(JsonObject json) {
        String kind = json.get("event").getAsString();
        return switch (kind) {
            case "began" -> new Began(number(json), json.get("label").getAsString());
            case "advanced" ->
                new Advanced(
                        number(json),
                        json.get("windows").getAsLong(),
                        json.get("totalWindows").getAsLong(),
                        json.get("tokensPerSecond").getAsDouble(),
                        json.get("meanNll").getAsDouble(),
                        json.get("secondsLeft").getAsDouble());
            case "noted" ->
                new Noted(
                        Level.valueOf(json.get("level").getAsString().toUpperCase(Locale.ROOT)),
                        json.get("text").getAsString());
            case "ended" -> new Ended(number(json));
            default -> throw new IllegalArgumentException("unknown event " + kind);
        };
    }

    private static int number(JsonObject json) {
        return json.get("evaluation").getAsInt();
    }
}
