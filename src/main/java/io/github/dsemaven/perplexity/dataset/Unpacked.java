/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;

/**
 * A zip entry being unpacked, as far as a text of WikiText's size goes, whatever the entry says of itself: a few megabytes
 * may unpack to gigabytes.
 */
final class Unpacked extends FilterInputStream {
    /** Twice the training text of WikiText-103. */
    private static final long LARGEST = 1L << 30;

    /** Text is packed to a third, repeated lines to a thirtieth. */
    private static final long GREATEST_RATIO = 100;

    /** Up to here the ratio does not matter. */
    private static final long SMALL = 64L << 20;

    private final String shown;
    private final long most;
    private long read;

    Unpacked(InputStream in, ZipEntry entry, String shown) {
        super(in);
        this.shown = shown;
        long packed = Math.max(0, entry.getCompressedSize());
        this.most = Math.min(LARGEST, Math.max(SMALL, packed * GREATEST_RATIO));
        if (entry.getSize() > most) {
            throw tooLarge();
        }
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) {
        read += more;
        if (read > most) {
            throw tooLarge();
        }
    }

    private DseException tooLarge() {
        return new DseException(
                Place.of(shown),
                "unpacks to more than " + (most >> 20) + " MiB, which no text of this size does",
                Suggestions.WIKITEXT_FILE);
    }
}
