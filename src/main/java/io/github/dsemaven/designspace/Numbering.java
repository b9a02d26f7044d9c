/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.util.Arrays;

/** Numbers distinct keys 0, 1, ... in the order in which they are first seen. */
public final class Numbering {
    private long[] keys = new long[32];
    /** Number + 1 at the place of its key; twice as many places as keys, or more. */
    private int[] slots = new int[64];

    private int size;
    private int last;

    /** The number of a key. */
    public int of(long key) {
        if (size > 0 && keys[last] == key) {
            return last;
        }
        int slot = slot(key);
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (keys[number] == key) {
                last = number;
                return number;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size == keys.length) {
            grow();
            return of(key);
        }
        keys[size] = key;
        slots[slot] = size + 1;
        last = size;
        return size++;
    }

    private int slot(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> 32) & slots.length - 1;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, size * 2);
        slots = new int[keys.length * 2];
        for (int number = 0; number < size; number++) {
            int slot = slot(keys[number]);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number + 1;
        }
    }

    /** Number of distinct keys seen. */
    public int size() {
        return size;
    }

    /** Every key, by its number. */
    public long[] keys() {
        return Arrays.copyOf(keys, size);
    }
}
