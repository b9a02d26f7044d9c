/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

/**
 * A file and its content.
 *
 * @param name the name under which it is published: relative to the project, with forward slashes
 * @param sha256 64 hexadecimal digits, or {@link #UNREADABLE}
 * @param size bytes
 */
public record FileDigest(String name, String sha256, long size) {
    /** Stands for the digest of a file that can't be read: equal to no other, and so never up to date. */
    public static final String UNREADABLE = "unreadable";

    /** Written out because a record's own costs 20 ms to link, a tenth of what an unchanged repository may take. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileDigest digest
                && size == digest.size
                && sha256.equals(digest.sha256)
                && name.equals(digest.name);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode() + 31 * name.hashCode();
    }

    /** Whether the file could be read. */
    public boolean readable() {
        return !sha256.equals(UNREADABLE);
    }
}
