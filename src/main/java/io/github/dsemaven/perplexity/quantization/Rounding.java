/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/**
 * What becomes of a value exactly between two codes. TVM's CUDA code rounds half floats to even; its CPU code, and CUDA code
 * for floats before April 2026, rounds away from zero. In 4-bit groups about 0.4 % of the upper codes depend on it.
 */
public enum Rounding {
    HALF_EVEN("half-even"),
    HALF_AWAY("half-away");

    private final String text;

    Rounding(String text) {
        this.text = text;
    }

    /** {@code half-even} or {@code half-away}. */
    public String text() {
        return text;
    }

    /** The integer nearest to a value. */
    float round(float value) {
        if (this == HALF_EVEN) {
            return (float) Math.rint(value);
        }
        // floor(|x| + 0.5) is wrong for the largest float below 0.5 in float arithmetic, so add in double.
        return (float) Math.copySign(Math.floor(Math.abs((double) value) + 0.5), value);
    }
}
