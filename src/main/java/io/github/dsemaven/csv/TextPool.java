/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.artifact.FormulaCell;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns the same bytes into the same {@code String} again and again without decoding them again and again. */
final class TextPool {
    private static final int LIMIT = 1 << 16;

    /** Longer texts are no names that come again, and would be kept. */
    private static final int LONGEST = 1 << 12;

    private byte[][] keys = new byte[256][];
    private String[] texts = new String[256];
    private int size;

    String get(byte[] bytes, int from, int to) {
        int slot = hash(bytes, from, to) & (keys.length - 1);
        while (keys[slot] != null) {
            if (Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
                return texts[slot];
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        String text = FormulaCell.plain(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (size < LIMIT && to - from <= LONGEST) {
            keys[slot] = Arrays.copyOfRange(bytes, from, to);
            texts[slot] = text;
            if (++size * 2 > keys.length) {
                grow();
            }
        }
        return text;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        String[] oldTexts = texts;
        keys = new byte[oldKeys.length * 2][];
        texts = new String[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = hash(oldKeys[i], 0, oldKeys[i].length) & (keys.length - 1);
                while (keys[slot] != null) {
                    slot = (slot + 1) & (keys.length - 1);
                }
                keys[slot] = oldKeys[i];
                texts[slot] = oldTexts[i];
            }
        }
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = to - from;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            hash = (hash ^ (long) Words.VIEW.get(bytes, i)) * 0x9e3779b97f4a7c15L;
        }
        for (; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x9e3779b97f4a7c15L;
        }
        return (int) (hash >>> 40);
    }
}
