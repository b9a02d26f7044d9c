/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of text at a time. */
final class Words {
    /** A byte array seen as little-endian words at any index. */
    static final VarHandle VIEW = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private Words() {}

    /** The same byte eight times. */
    static long repeat(int character) {
        return ONES * character;
    }

    /** A word whose lowest set bit is the high bit of the first byte that equals the repeated one; 0 if none does. */
    static long find(long word, long repeated) {
        long difference = word ^ repeated;
        return (difference - ONES) & ~difference & HIGH;
    }
}
