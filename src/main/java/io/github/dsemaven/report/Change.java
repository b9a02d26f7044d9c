/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import java.util.OptionalDouble;

/**
 * A number that is not what it was.
 *
 * @param figure where it is drawn, or {@code perplexity}
 * @param point which number
 * @param before its former value, empty where it is new
 * @param after its value, empty where it is gone
 */
public record Change(String figure, String point, OptionalDouble before, OptionalDouble after) {
    /** By how much, in parts of the former value; infinite for a new or vanished number. */
    public double relative() {
        if (before.isEmpty() || after.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double old = before.getAsDouble();
        return old == 0 ? Double.POSITIVE_INFINITY : (after.getAsDouble() - old) / Math.abs(old);
    }

    /** {@code 120 -> 121 (+0.83 %)}, {@code new: 121}, {@code gone: 120}. */
    public String words() {
        if (before.isEmpty()) {
            return "new: " + text(after);
        }
        if (after.isEmpty()) {
            return "gone: " + text(before);
        }
        String percent = Double.isFinite(relative()) ? " (" + Digits.percent(1 + relative()) + ")" : "";
        return text(before) + " -> " + text(after) + percent;
    }

    private String text(OptionalDouble value) {
        String brief = Digits.brief(value, 1);
        // what differs only in digits that are not shown must show them
        return before.isPresent()
                        && after.isPresent()
                        && Digits.brief(before, 1).equals(Digits.brief(after, 1))
                ? Decimal.of(value.getAsDouble())
                : brief;
    }
}
