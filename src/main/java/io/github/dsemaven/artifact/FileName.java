/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import io.github.dsemaven.diagnostic.Printable;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * File names made from what users call things (model tags, data sets): valid on Linux, macOS and Windows, not too long, and
 * distinct on file systems that ignore case. A name that is all of this already stays as it is.
 */
public final class FileName {
    /** Leaves room for what figures, their formats and temporary names add, below the 255 bytes of file systems. */
    private static final int MOST_BYTES = 120;

    private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"/\\\\|?*]");
    /** Windows takes them for devices, with any extension. */
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])([. ].*)?", Pattern.CASE_INSENSITIVE);

    private FileName() {}

    /**
     * The file name of each text; those whose names a file system could take for one another are told apart by a digest of
     * the text, so that no name depends on an order.
     */
    public static Map<String, String> distinct(Collection<String> texts) {
        var distinct = new LinkedHashSet<>(texts);
        Map<String, Long> sharing =
                distinct.stream().collect(Collectors.groupingBy(text -> folded(of(text)), Collectors.counting()));
        var names = new LinkedHashMap<String, String>();
        for (String text : distinct) {
            boolean alone = sharing.get(folded(of(text))) == 1;
            names.put(text, alone ? of(text) : withDigest(plain(text), text));
        }
        return names;
    }

    /** The file name of a text: with a digest of it where it could not stay as it is, but for the slash of {@code org/model}. */
    public static String of(String text) {
        String plain = plain(text);
        boolean kept = !plain.isEmpty()
                && plain.equals(text.replace('/', '-'))
                && !RESERVED.matcher(plain).matches()
                && plain.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        return kept ? plain : withDigest(plain, text);
    }

    /** Without characters and ends that a file system refuses or that no one sees. */
    private static String plain(String text) {
        String visible = Printable.line(text);
        String plain = FORBIDDEN.matcher(visible).replaceAll("-").strip();
        return plain.replaceAll("^[. -]+|[. ]+$", "");
    }

    private static String withDigest(String plain, String text) {
        String digest = Sha256.of(text).substring(0, 8);
        var name = new StringBuilder();
        int bytes = digest.length() + 1;
        for (int character : plain.codePoints().toArray()) {
            String next = Character.toString(character);
            bytes += next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                break;
            }
            name.append(next);
        }
        String end = name.isEmpty() ? digest : name + "-" + digest;
        return RESERVED.matcher(end).matches() ? digest + "-" + name : end;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
