/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * JSON text of plain values with the same bytes everywhere: keys in the map's own order (so pass ordered maps), numbers
 * by {@link Decimal}, two spaces of indentation, LF, a final line feed.
 */
public final class Json {
    private Json() {}

    /**
     * @param value a {@code Map} with text keys, a {@code Collection}, a {@code Stream}, {@code String}, {@code Boolean}, {@code Number},
     *     {@code Optional}, {@code OptionalDouble} or null
     */
    public static String pretty(Object value) {
        return text(value, "  ") + "\n";
    }

    /** Writes the same as UTF-8, without holding it as text. */
    public static void pretty(Object value, OutputStream out) throws IOException {
        var text = new Utf8Writer(out);
        write(text, value, "  ");
        text.write('\n');
        text.flush();
    }

    /** The same on one line, without a final line feed. */
    public static String compact(Object value) {
        return text(value, "");
    }

    private static String text(Object value, String indent) {
        var text = new StringWriter();
        try {
            write(text, value, indent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Writer text, Object value, String indent) throws IOException {
        var writer = new JsonWriter(text); // not closed, for the text may go on
        writer.setStrictness(Strictness.STRICT);
        writer.setSerializeNulls(true);
        writer.setIndent(indent);
        write(writer, value);
    }

    private static void write(JsonWriter writer, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writer.name((String) entry.getKey());
                write(writer, entry.getValue());
            }
            writer.endObject();
        } else if (value instanceof Collection<?> list) {
            writer.beginArray();
            for (Object element : list) {
                write(writer, element);
            }
            writer.endArray();
        } else if (value instanceof Stream<?> stream) {
            writer.beginArray();
            for (Iterator<?> elements = stream.iterator(); elements.hasNext(); ) {
                write(writer, elements.next());
            }
            writer.endArray();
        } else if (value instanceof Optional<?> optional) {
            write(writer, optional.orElse(null));
        } else if (value instanceof OptionalDouble optional) {
            write(writer, optional.isPresent() ? (Double) optional.getAsDouble() : null);
        } else if (value instanceof Double || value instanceof Float) {
            writer.jsonValue(Decimal.of(((Number) value).doubleValue()));
        } else if (value instanceof Number number) {
            writer.value(number);
        } else if (value instanceof Boolean flag) {
            writer.value(flag.booleanValue());
        } else if (value instanceof String string) {
            writer.value(string);
        } else if (value == null) {
            writer.nullValue();
        } else {
            throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }
}
