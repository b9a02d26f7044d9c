/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;

/** The value of each of the 65536 patterns of a 16-bit type, cast; made on first use. */
final class CastTables {
    private static final float[] NONE = {};

    private CastTables() {}

    /** By pattern; empty where a value is the pattern itself, in a float's upper half. */
    static float[] values(DType stored, FloatType cast) {
        if (stored == DType.F16) {
            return cast == FloatType.BF16 ? HalfAsBFloat16.TABLE : HalfAsFloat.TABLE;
        }
        return stored == DType.BF16 && cast == FloatType.F16 ? BFloat16AsHalf.TABLE : NONE;
    }

    /** The value of one pattern, cast; NaN keeps its bits in its own type. */
    static float value(DType stored, FloatType cast, short bits) {
        float value = stored == DType.F16 ? Half.toFloat(bits) : BFloat16.toFloat(bits);
        return cast == FloatType.of(stored) ? value : cast.round(value);
    }

    private static float[] make(DType stored, FloatType cast) {
        float[] table = new float[1 << 16];
        for (int bits = 0; bits < table.length; bits++) {
            table[bits] = value(stored, cast, (short) bits);
        }
        return table;
    }

    private static final class HalfAsFloat {
        static final float[] TABLE = make(DType.F16, FloatType.F32);
    }

    private static final class HalfAsBFloat16 {
        static final float[] TABLE = make(DType.F16, FloatType.BF16);
    }

    private static final class BFloat16AsHalf {
        static final float[] TABLE = make(DType.BF16, FloatType.F16);
    }
}
