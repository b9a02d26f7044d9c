/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Whether a file is what its digest says. */
final class BlobDigest {
    private static final int BUFFER = 1 << 16;

    private BlobDigest() {}

    static boolean matches(Path file, RemoteFile expected) throws IOException {
        if (Files.size(file) != expected.size()) {
            return false;
        }
        MessageDigest digest = digest(expected.sha256() ? "SHA-256" : "SHA-1");
        if (!expected.sha256()) {
            // git's name of a file: the SHA-1 of this header and the bytes
            digest.update(("blob " + expected.size() + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(expected.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
