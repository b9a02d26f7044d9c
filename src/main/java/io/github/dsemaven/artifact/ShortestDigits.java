/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The decimal number of the fewest digits that reads back as a {@code double}. */
public final class ShortestDigits {
    /** As many digits always read back. */
    private static final int MOST = 17;
    /** A number that fewer digits read back as is rounded to them by this many, too; but for subnormal ones. */
    private static final int EXACT = 15;

    private ShortestDigits() {}

    /**
     * The number of the fewest digits, and of those the nearest to the value; no trailing zeros, and {@code scale} and
     * {@code unscaledValue} as {@link BigDecimal#stripTrailingZeros} leaves them.
     *
     * @param value finite
     */
    public static BigDecimal of(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = Math.abs(value) < Double.MIN_NORMAL ? 1 : EXACT; digits < MOST; digits++) {
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (nearest.doubleValue() == value) {
                return nearest.stripTrailingZeros();
            }
            // Above a power of two the gap is twice that below, so only the farther neighbour may read back.
            BigDecimal away = exact.round(new MathContext(digits, RoundingMode.UP));
            if (away.doubleValue() == value) {
                return away.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MOST, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }
}
