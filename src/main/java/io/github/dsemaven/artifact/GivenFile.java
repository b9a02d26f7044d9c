/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file that somebody gave us: read as a whole only where it is a regular file, and no further than a file of its kind
 * may be long, whatever a zip entry unpacks to.
 *
 * @param path where it is
 * @param name what messages call it
 * @param wanted what it should be, such as {@code a model's configuration}
 * @param most bytes that it may have
 */
public record GivenFile(Path path, String name, String wanted, long most) {
    /** For settings: {@code config.json}, a POM. */
    public static final long SETTINGS = 16L << 20;

    /** For lists of tensors and tokens. */
    public static final long LISTS = 256L << 20;

    /** For the data of figures. */
    public static final long DATA = 512L << 20;

    private static final int BLOCK = 1 << 16;

    /** A file that messages call by its path. */
    public GivenFile(Path path, String wanted, long most) {
        this(path, path.toString(), wanted, most);
    }

    /** Why it can't be read; empty where it can. */
    public Optional<Problem> hindrance() {
        return FileKind.hindrance(path, wanted)
                .map(words -> new Problem(Place.of(name), words, Suggestions.regularFile()));
    }

    /**
     * Its text.
     *
     * @throws DseException where it can't be read, is too long, or is not UTF-8
     */
    public String text() {
        byte[] bytes = bytes();
        return within(name, () -> {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                FileForm form = FileForm.of(bytes).orElse(null);
                throw form == null
                        ? new DseException(Place.of(name), "is not UTF-8", Suggestions.encoding())
                        : refused(form);
            }
        });
    }

    /**
     * Its bytes.
     *
     * @throws DseException where it can't be read or is too long
     */
    public byte[] bytes() {
        Optional<Problem> hindrance = hindrance();
        if (hindrance.isPresent()) {
            throw new DseException(hindrance.get());
        }
        return within(name, () -> {
            try (InputStream in = Files.newInputStream(path)) {
                if (Files.size(path) > most) {
                    throw tooLong();
                }
                byte[] bytes = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - BLOCK));
                if (in.read() >= 0) {
                    throw tooLong(); // a zip entry may hold more than it says
                }
                return bytes;
            } catch (IOException e) {
                throw new DseException(
                        Place.of(name), "can't be read (" + Reason.of(e) + ")", Suggestions.unreadable());
            }
        });
    }

    /** Reads or parses something, and where the memory does not suffice says for which file. */
    public static <T> T within(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (OutOfMemoryError e) {
            throw noMemory(name);
        }
    }

    /** What is said where a file takes more memory than there is. */
    public static DseException noMemory(String name) {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        return new DseException(
                Place.of(name), "takes more memory than the heap's " + heap + " MiB", Suggestions.heapOfMaven());
    }

    private DseException tooLong() {
        return new DseException(Place.of(name), "is larger than " + (most >> 20) + " MiB, too large for " + wanted, "");
    }

    private DseException refused(FileForm form) {
        return new DseException(Place.of(name), "is " + form.words() + ", not " + wanted, form.suggestion());
    }
}
