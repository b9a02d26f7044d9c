/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A key column of all configurations of a {@link Space}. Each distinct value has a code, its place among the column's values
 * in ascending order, so that configurations are compared, grouped and counted as small whole numbers.
 */
public final class Column {
    private final int[] codes;
    private final long[] numbers;
    private final List<String> texts;

    private Column(int[] codes, long[] numbers, List<String> texts) {
        this.codes = codes;
        this.numbers = numbers;
        this.texts = texts;
    }

    static Column ofNumbers(long[] values) {
        var numbering = new Numbering();
        int[] codes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            codes[i] = numbering.of(values[i]);
        }
        long[] seen = numbering.keys();
        long[] sorted = seen.clone();
        Arrays.sort(sorted);
        int[] places = new int[seen.length];
        for (int i = 0; i < seen.length; i++) {
            places[i] = Arrays.binarySearch(sorted, seen[i]);
        }
        recode(codes, places);
        return new Column(codes, sorted, List.of());
    }

    static Column ofTexts(String[] values) {
        var numbers = new TreeMap<String, Integer>();
        int[] codes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean same = i > 0 && values[i].equals(values[i - 1]);
            codes[i] = same ? codes[i - 1] : numbers.computeIfAbsent(values[i], text -> numbers.size());
        }
        int[] places = new int[numbers.size()];
        int place = 0;
        for (int number : numbers.values()) {
            places[number] = place++;
        }
        recode(codes, places);
        return new Column(codes, new long[0], List.copyOf(numbers.keySet()));
    }

    private static void recode(int[] codes, int[] places) {
        for (int i = 0; i < codes.length; i++) {
            codes[i] = places[codes[i]];
        }
    }

    /** Number of distinct values. */
    public int size() {
        return isText() ? texts.size() : numbers.length;
    }

    /** Whether the values are text. */
    public boolean isText() {
        return !texts.isEmpty();
    }

    /** Code of a configuration's value. */
    public int code(int configuration) {
        return codes[configuration];
    }

    /** The value of a code, in a column of numbers. */
    public long number(int code) {
        return numbers[code];
    }

    /** The value of a code. */
    public String text(int code) {
        return isText() ? texts.get(code) : Long.toString(numbers[code]);
    }
}
