/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.designspace.RowFilter;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;

/** Words and numbers as readers see them. */
final class Labels {
    private Labels() {}

    /** What a design parameter is called, such as {@code sliding window}. */
    static String parameter(String column) {
        return switch (column) {
            case Columns.CONTEXT_WINDOW -> "context window";
            case Columns.PREFILL_CHUNK -> "prefill chunk";
            case Columns.MAX_BATCH -> "max batch size";
            case Columns.SLIDING_WINDOW -> "sliding window";
            case Columns.ATTENTION_SINK -> "attention sink";
            case Columns.MODEL_TAG -> "model";
            default -> column;
        };
    }

    /** The unit of a design parameter; empty for a number of requests. */
    static String unit(String column) {
        return column.equals(Columns.MAX_BATCH) ? "" : "tokens";
    }

    /** {@code 4K} for 4096, {@code 3K} for 3072, {@code 1M} for 2^20; what is no multiple of 1024 as it is. */
    static String number(long value) {
        if (value >= 1 << 20 && value % (1 << 20) == 0) {
            return (value >> 20) + "M";
        }
        return value >= 1 << 10 && value % (1 << 10) == 0 ? (value >> 10) + "K" : Long.toString(value);
    }

    /** A value of a design parameter; a sliding window {@code <= 0} is off. */
    static Level level(String column, long value) {
        boolean off = column.equals(Columns.SLIDING_WINDOW) && value <= 0;
        return new Level(Long.toString(value), OptionalDouble.of(value), off ? "off" : number(value), off);
    }

    /** A category. */
    static Level level(String text, String label) {
        return new Level(text, OptionalDouble.empty(), label, false);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(Collection<String> words) {
        List<String> all = List.copyOf(words);
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
    }

    /** Numbers as a list, or as a range with their count where there are many. */
    static String values(SortedSet<Long> values) {
        return values.size() > 6
                ? values.first() + " to " + values.last() + " (" + values.size() + " values)"
                : list(values.stream().map(String::valueOf).toList());
    }

    /** {@code 1 point}, {@code 2 points}. */
    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** A condition in words, such as {@code no sliding window}. */
    static String condition(RowFilter.Condition condition) {
        String column = condition.column();
        String name = parameter(column);
        String sign = condition.operator().sign();
        boolean zero = condition.value().equals("0");
        if (column.equals(Columns.SLIDING_WINDOW) && zero && sign.equals("<=")) {
            return "no sliding window";
        }
        if (column.equals(Columns.SLIDING_WINDOW) && zero && sign.equals(">")) {
            return "with a sliding window";
        }
        if (column.equals(Columns.ATTENTION_SINK) && zero && sign.equals("==")) {
            return "no attention sink";
        }
        String value = condition.value();
        if (value.matches("-?\\d{1,15}") && Columns.KEY.indexOf(column) > 1) {
            value = level(column, Long.parseLong(value)).label();
        }
        String spaced = sign.equals("==") ? " " : " " + sign + " ";
        return name + spaced + value;
    }

    /** A percentage with one decimal, such as {@code 3.2 %}. */
    static String percent(double fraction) {
        return Decimal.fixed(fraction * 100, 1) + " %";
    }
}
