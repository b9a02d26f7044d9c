/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.designspace.RowFilter.Condition;
import io.github.dsemaven.designspace.RowFilter.Operator;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A filter as a user writes it, read character by character: patterns with groups go one call deeper with each of them, so
 * that a long text takes more calls than a thread has room for.
 */
final class FilterText {
    private static final String SEPARATORS = ",&";
    private static final List<String> SIGNS = List.of("==", "!=", "<=", ">=", "=", "<", ">");
    private static final int LONGEST_NUMBER = 40;
    private static final int SHOWN = 60;

    /** Nobody reads on after as many. */
    private static final int MOST_PROBLEMS = 20;

    private final Place place;
    private final String text;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param parameter what messages call the place the text is from
     */
    FilterText(String parameter, String text) {
        this.place = Place.of(parameter);
        this.text = text;
    }

    /**
     * Its conditions in order.
     *
     * @throws DseException with the problems of those that can't be read
     */
    List<Condition> conditions() {
        int start = 0;
        while (start < text.length() && problems.size() < MOST_PROBLEMS) {
            int end = end(start);
            String part = text.substring(start, end).strip();
            if (!part.isEmpty()) {
                condition(part).ifPresent(conditions::add);
            }
            start = end + 1;
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return conditions;
    }

    /** Where the next separator is that is not within quotes, or the end. */
    private int end(int start) {
        int i = start;
        while (i < text.length() && SEPARATORS.indexOf(text.charAt(i)) < 0) {
            char c = text.charAt(i);
            int closing = c == '"' || c == '\'' ? text.indexOf(c, i + 1) : i;
            if (closing < 0) {
                return text.length();
            }
            i = closing + 1;
        }
        return i;
    }

    private Optional<Condition> condition(String part) {
        int name = 0;
        while (name < part.length() && isNamePart(part.charAt(name), name)) {
            name++;
        }
        String rest = part.substring(name).strip();
        Optional<String> sign = SIGNS.stream().filter(rest::startsWith).findFirst();
        String value = sign.map(found -> rest.substring(found.length()).strip()).orElse("");
        if (name == 0 || value.isEmpty() || !isOneValue(value)) {
            return problem(quoted(part) + " is not a condition", Suggestions.condition());
        }
        String column = part.substring(0, name);
        if (!RowFilter.columns().contains(column)) {
            return problem("unknown column " + quoted(column), Suggestions.validValues(column, RowFilter.columns()));
        }
        Operator operator = Operator.of(sign.orElseThrow());
        if (Condition.TEXT.contains(column)) {
            return Optional.of(new Condition(column, operator, unquote(value), Double.NaN));
        }
        double number = number(unquote(value));
        return Double.isFinite(number)
                ? Optional.of(new Condition(column, operator, Decimal.of(number), number))
                : problem(quoted(part) + " compares " + column + " with no number", Suggestions.condition());
    }

    private Optional<Condition> problem(String message, String suggestion) {
        problems.add(new Problem(place, message, suggestion));
        return Optional.empty();
    }

    private static boolean isNamePart(char c, int index) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
        return letter || index > 0 && c >= '0' && c <= '9';
    }

    /** Text in quotes, or without any: a quote that is not closed, or a line break, is where something is missing. */
    private static boolean isOneValue(String value) {
        char first = value.charAt(0);
        if (first == '"' || first == '\'') {
            return value.length() > 1 && value.indexOf(first, 1) == value.length() - 1;
        }
        return value.chars().noneMatch(c -> "\"'\n\r".indexOf(c) >= 0);
    }

    private static double number(String value) {
        boolean plain =
                value.length() <= LONGEST_NUMBER && value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
        return plain ? Double.parseDouble(value) : Double.NaN;
    }

    private static String unquote(String value) {
        boolean quoted = value.charAt(0) == '"' || value.charAt(0) == '\'';
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String quoted(String part) {
        return "\"" + (part.length() <= SHOWN ? part : part.substring(0, part.offsetByCodePoints(0, SHOWN / 2)) + "...")
                + "\"";
    }
}
