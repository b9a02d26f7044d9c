/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

/**
 * A file of a repository, as the hub describes it.
 *
 * @param name relative to the repository, with slashes
 * @param size in bytes
 * @param digest SHA-256 (64 hexadecimal digits) of a large file, or git's SHA-1 (40) of a small one; names the file in the
 *     cache
 */
record RemoteFile(String name, long size, String digest) {
    private static final int SHA256_DIGITS = 64;

    /** Whether the digest is a SHA-256 of the bytes; else it is git's SHA-1 of a header and the bytes. */
    boolean sha256() {
        return digest.length() == SHA256_DIGITS;
    }
}
