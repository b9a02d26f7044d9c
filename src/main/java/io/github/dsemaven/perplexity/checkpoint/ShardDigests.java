/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The MD5 that files should have, which guards against damage only. */
final class ShardDigests {
    private static final int BLOCK = 1 << 16;

    private final Map<Path, String> expected = new LinkedHashMap<>();

    void expect(Path file, String md5) {
        expected.put(file, md5.toLowerCase(Locale.ROOT));
    }

    /** Files with another one; they are read side by side. */
    List<Problem> problems() {
        return expected.entrySet().parallelStream()
                .map(entry -> problem(entry.getKey(), entry.getValue()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Problem> problem(Path file, String md5) {
        Place place = Place.of(file.toString());
        try {
            String found = md5(file);
            return found.equals(md5)
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            place, "has MD5 " + found + ", but should have " + md5, Suggestions.downloadAgain()));
        } catch (IOException e) {
            return Optional.of(new Problem(place, "can't be read (" + Reason.of(e) + ")", Suggestions.unreadable()));
        }
    }

    private static String md5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
