/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code tokenizer.json}, read piece by piece: vocabularies of hundreds of thousands of entries are passed over.
 *
 * @param added its own added tokens by id, in their order
 * @param dropout share of merges that the model leaves out at random, 0 for none: for training only
 */
record TokenizerFile(Path path, Map<Integer, AddedToken> added, double dropout) {
    private static final String ADDED = "added_tokens";
    private static final String MODEL = "model";
    private static final String DROPOUT = "dropout";

    /**
     * @param shown the file as the user named it
     * @throws IOException where it is no JSON object
     */
    static TokenizerFile read(Path path, String shown) throws IOException {
        Map<Integer, AddedToken> added = new LinkedHashMap<>();
        double dropout = 0;
        try (JsonReader json = open(path)) {
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (name.equals(ADDED) && json.peek() == JsonToken.BEGIN_ARRAY) {
                    JsonElement tokens = JsonParser.parseReader(json);
                    tokens.getAsJsonArray().forEach(token -> own(shown, token, added));
                } else if (name.equals(MODEL) && json.peek() == JsonToken.BEGIN_OBJECT) {
                    dropout = dropout(json);
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
        } catch (IllegalStateException | NumberFormatException | JsonParseException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new TokenizerFile(path, added, dropout);
    }

    private static JsonReader open(Path path) throws IOException {
        return new JsonReader(Files.newBufferedReader(path));
    }

    private static void own(String shown, JsonElement token, Map<Integer, AddedToken> added) {
        TokenizerJson json = TokenizerJson.of(shown, token);
        added.put(json.id(ADDED, String.valueOf(json.object().get("id"))), json.token(ADDED, json.object(), false));
    }

    private static double dropout(JsonReader json) throws IOException {
        double dropout = 0;
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals(DROPOUT) && json.peek() == JsonToken.NUMBER) {
                dropout = json.nextDouble();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        return dropout;
    }

    /** The token that stands for what the model does not know, where its vocabulary lacks it. */
    Optional<String> absentUnknownToken() throws IOException {
        Optional<String> unknown = inModel("unk_token", json -> {
            if (json.peek() == JsonToken.STRING) {
                return Optional.of(json.nextString());
            }
            json.skipValue();
            return Optional.empty();
        });
        if (unknown.isEmpty()) {
            return unknown;
        }
        return inModel("vocab", json -> {
            boolean found = json.peek() != JsonToken.BEGIN_OBJECT;
            if (found) {
                json.skipValue();
                return Optional.empty();
            }
            json.beginObject();
            while (json.hasNext()) {
                found |= json.nextName().equals(unknown.get());
                json.skipValue();
            }
            json.endObject();
            return found ? Optional.empty() : unknown;
        });
    }

    private interface Part {
        Optional<String> read(JsonReader json) throws IOException;
    }

    private Optional<String> inModel(String key, Part part) throws IOException {
        Optional<String> found = Optional.empty();
        try (JsonReader json = open(path)) {
            json.beginObject();
            while (json.hasNext()) {
                if (!json.nextName().equals(MODEL) || json.peek() != JsonToken.BEGIN_OBJECT) {
                    json.skipValue();
                    continue;
                }
                json.beginObject();
                while (json.hasNext()) {
                    if (json.nextName().equals(key)) {
                        found = part.read(json);
                    } else {
                        json.skipValue();
                    }
                }
                json.endObject();
            }
        }
        return found;
    }

    /** The file's text, with these tokens after its own and without dropout. */
    InputStream with(List<AddedToken> more) throws IOException {
        if (more.isEmpty() && dropout == 0) {
            return Files.newInputStream(path);
        }
        var bytes = new ByteArrayOutputStream();
        try (JsonReader from = open(path);
                var to = new JsonWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8.newEncoder()))) {
            from.beginObject();
            to.beginObject();
            boolean missing = true;
            while (from.hasNext()) {
                String name = from.nextName();
                to.name(name);
                if (name.equals(ADDED)) {
                    tokens(from, to, more);
                    missing = false;
                } else if (name.equals(MODEL) && from.peek() == JsonToken.BEGIN_OBJECT) {
                    model(from, to);
                } else {
                    copy(from, to);
                }
            }
            if (missing) {
                to.name(ADDED).beginArray();
                write(more, to);
                to.endArray();
            }
            to.endObject();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void tokens(JsonReader from, JsonWriter to, List<AddedToken> more) throws IOException {
        to.beginArray();
        if (from.peek() == JsonToken.BEGIN_ARRAY) {
            from.beginArray();
            while (from.hasNext()) {
                copy(from, to);
            }
            from.endArray();
        } else {
            from.skipValue();
        }
        write(more, to);
        to.endArray();
    }

    private static void write(List<AddedToken> more, JsonWriter to) throws IOException {
        for (AddedToken token : more) {
            token.write(to);
        }
    }

    private static void model(JsonReader from, JsonWriter to) throws IOException {
        from.beginObject();
        to.beginObject();
        while (from.hasNext()) {
            String name = from.nextName();
            to.name(name);
            if (name.equals(DROPOUT)) {
                from.skipValue();
                to.nullValue();
            } else {
                copy(from, to);
            }
        }
        from.endObject();
        to.endObject();
    }

    /** One value, numbers digit by digit; the reader bounds how deep it may nest. */
    private static void copy(JsonReader from, JsonWriter to) throws IOException {
        switch (from.peek()) {
            case BEGIN_OBJECT -> {
                from.beginObject();
                to.beginObject();
                while (from.hasNext()) {
                    to.name(from.nextName());
                    copy(from, to);
                }
                from.endObject();
                to.endObject();
            }
            case BEGIN_ARRAY -> {
                from.beginArray();
                to.beginArray();
                while (from.hasNext()) {
                    copy(from, to);
                }
                from.endArray();
                to.endArray();
            }
            case STRING -> to.value(from.nextString());
            case NUMBER -> to.jsonValue(from.nextString());
            case BOOLEAN -> to.value(from.nextBoolean());
            default -> {
                from.nextNull();
                to.nullValue();
            }
        }
    }
}
