/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The texts of one key of a JSON Lines file: an object a line. */
final class JsonLines {
    private final Path file;
    private final String shown;
    private final String column;
    private final StringBuilder line = new StringBuilder();
    private long number;
    private long empty;

    /**
     * @param shown the file as the user named it, for errors
     * @param column the key
     */
    JsonLines(Path file, String shown, String column) {
        this.file = file;
        this.shown = shown;
        this.column = column;
    }

    /**
     * Adds the text of every line that is not blank.
     *
     * @return lines with {@code null} for a text
     * @throws DseException at the first line that is no object with a text under the key
     */
    long read(Rows rows) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Utf8.read(in, shown, piece -> {
                for (int i = 0; i < piece.length(); i++) {
                    char c = piece.charAt(i);
                    if (c == '\n') {
                        endLine(rows);
                    } else {
                        line.append(c);
                    }
                }
            });
        }
        endLine(rows);
        return empty;
    }

    private void endLine(Rows rows) {
        number++;
        if (!line.toString().isBlank()) {
            String text = text(line.toString());
            if (text == null) {
                empty++;
            } else {
                check(text);
                rows.add(text);
            }
        }
        line.setLength(0);
    }

    private String text(String json) {
        Set<String> keys = new LinkedHashSet<>();
        String text = null;
        try (var reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String key = reader.nextName();
                if (!keys.add(key)) {
                    throw new DseException(place(), "has \"" + key + "\" twice", Suggestions.jsonLines());
                }
                if (key.equals(column)) {
                    text = value(reader);
                } else {
                    reader.skipValue();
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalStateException("more than one value");
            }
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new DseException(place(), "is no JSON object", Suggestions.jsonLines());
        }
        if (!keys.contains(column)) {
            throw new DseException(place(), "has no \"" + column + "\"", Suggestions.validValues(column, keys));
        }
        return text;
    }

    private String value(JsonReader reader) throws IOException {
        JsonToken token = reader.peek();
        if (token == JsonToken.NULL) {
            reader.nextNull();
            return null;
        }
        if (token != JsonToken.STRING) {
            throw new DseException(
                    place(), "\"" + column + "\" is no text but a " + words(token), Suggestions.jsonLines());
        }
        return reader.nextString();
    }

    private static String words(JsonToken token) {
        return switch (token) {
            case BEGIN_ARRAY -> "list";
            case BEGIN_OBJECT -> "object";
            case BOOLEAN -> "truth value";
            default -> "number";
        };
    }

    /** JSON can write half a character, which no text has. */
    private void check(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                throw new DseException(
                        place(),
                        "\"" + column + "\" holds half of a surrogate pair, \\u" + Integer.toHexString(c),
                        Suggestions.jsonLines());
            }
        }
    }

    private Place place() {
        return Place.line(shown, number);
    }
}
