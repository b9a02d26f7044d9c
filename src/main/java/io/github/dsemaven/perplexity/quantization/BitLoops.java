/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/**
 * Between values of 16 bits and the bits of floats. Of a pair of values in an int the first is the lower half; pairs are loops
 * over ints only, which the compiler turns into vector instructions. Bits of a half become those of a float that is 2^112 times
 * smaller, subnormal ones too; infinity and NaN become what 65536 and more would.
 */
final class BitLoops {
    private BitLoops() {}

    /** Takes pairs of bfloat16 apart, in place as far as the first of each goes. */
    static void bfloat16Pairs(int[] pairs, int[] second, int count) {
        for (int i = 0; i < count; i++) {
            second[i] = pairs[i] & 0xffff0000;
            pairs[i] <<= 16;
        }
    }

    /** Takes pairs of halves apart, in place as far as the first of each goes. */
    static void halfPairs(int[] pairs, int[] second, int count) {
        for (int i = 0; i < count; i++) {
            int pair = pairs[i];
            second[i] = pair & 0x80000000 | pair >>> 3 & 0x0fffe000;
            pairs[i] = pair << 16 & 0x80000000 | (pair & 0x7fff) << 13;
        }
    }

    static void bfloat16s(short[] values, int[] into, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = values[i] << 16;
        }
    }

    static void halves(short[] values, int[] into, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = values[i] << 16 & 0x80000000 | (values[i] & 0x7fff) << 13;
        }
    }

    /** The upper halves of ints as pairs, put into the first. */
    static void upperHalves(int[] first, int[] second, int count) {
        for (int i = 0; i < count; i++) {
            first[i] = first[i] >>> 16 | second[i] & 0xffff0000;
        }
    }

    /** The upper halves of ints. */
    static void upperHalves(int[] values, short[] into, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = (short) (values[i] >>> 16);
        }
    }

    /** Bits of floats that were divided by 2^112 as bits of halves in the upper half, with the signs of others. */
    static void toHalves(int[] bits, int[] signs, int count) {
        for (int i = 0; i < count; i++) {
            bits[i] = signs[i] & 0x80000000 | bits[i] << 3 & 0x7fff0000;
        }
    }

    /** Pairs of numbers to 15 in a byte each, the first in its upper half; the first numbers are lost. */
    static void nibbles(int[] first, int[] second, byte[] into, int count) {
        for (int i = 0; i < count; i++) {
            first[i] = first[i] << 4 | second[i];
        }
        // A loop of its own, which is all that is left element by element.
        for (int i = 0; i < count; i++) {
            into[i] = (byte) first[i];
        }
    }

    /** The lowest bytes of ints as pairs. */
    static void lowestBytes(int[] first, int[] second, short[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = (short) (first[i] & 0xff | second[i] << 8);
        }
    }

    /** The lowest bytes of ints. */
    static void lowestBytes(int[] values, byte[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = (byte) values[i];
        }
    }

    /** Bits of floats, but for NaN, become integers in the same order: -0 just before 0. */
    static void order(int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            bits[i] = bits[i] ^ bits[i] >> 31 & 0x7fffffff;
        }
    }

    /** The integer of one float's bits. */
    static int ordered(int bits) {
        return bits ^ bits >> 31 & 0x7fffffff;
    }
}
