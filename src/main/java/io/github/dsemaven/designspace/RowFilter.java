/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.diagnostic.DseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Conditions that every row drawn meets.
 *
 * @param conditions all of which must hold; none lets every row through
 */
public record RowFilter(List<Condition> conditions) {
    /** The filter that lets every row through. */
    public static final RowFilter NONE = new RowFilter(List.of());

    public RowFilter {
        conditions = List.copyOf(conditions);
    }

    /** How a condition compares. */
    public enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** How it is written, such as {@code <=}. */
        public String sign() {
            return sign;
        }

        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            return EQUAL;
        }

        boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case NOT_EQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    /**
     * A column compared with a value.
     *
     * @param column a key column, or {@code model_tag}
     * @param operator how
     * @param value a number in its shortest form for a numeric column, any text otherwise
     * @param number the value of a numeric column, NaN otherwise
     */
    public record Condition(String column, Operator operator, String value, double number) {
        static final Set<String> TEXT = Set.of(Columns.MODEL, Columns.DEVICE, Columns.MODEL_TAG);

        /** Whether a number in the column meets it. */
        boolean holds(long cell) {
            return operator.holds(Double.compare(cell, number));
        }

        /** Whether a text in the column meets it; texts compare by code units. */
        boolean holds(String cell) {
            return operator.holds(cell.compareTo(value));
        }

        /** Such as {@code max_batch_size==1}. */
        @Override
        public String toString() {
            return column + operator.sign + value;
        }
    }

    /** Columns that a condition may name. */
    public static List<String> columns() {
        var columns = new ArrayList<>(Columns.KEY);
        columns.add(Columns.MODEL_TAG);
        return columns;
    }

    /**
     * Reads conditions such as {@code max_batch_size=1, sliding_window_size<=0}, separated by {@code ,}, {@code &} or
     * {@code &&}. Blank text is {@link #NONE}.
     *
     * @param parameter what messages call the place the text is from, such as {@code <filter>}
     * @throws DseException with a problem for each condition that can't be read
     */
    public static RowFilter parse(String parameter, String text) {
        return new RowFilter(new FilterText(parameter, text).conditions());
    }

    /**
     * These conditions as defaults under a user's: a default on a column that the user's filter names is dropped, and the
     * user's conditions follow.
     */
    public RowFilter under(RowFilter user) {
        Set<String> named = user.conditions.stream().map(Condition::column).collect(Collectors.toSet());
        var all = new ArrayList<Condition>();
        conditions.stream()
                .filter(condition -> !named.contains(condition.column()))
                .forEach(all::add);
        all.addAll(user.conditions);
        return new RowFilter(all);
    }

    /** Such as {@code max_batch_size==1 & sliding_window_size<=0}; {@code none} without a condition. */
    @Override
    public String toString() {
        return conditions.isEmpty()
                ? "none"
                : conditions.stream().map(Condition::toString).collect(Collectors.joining(" & "));
    }
}
