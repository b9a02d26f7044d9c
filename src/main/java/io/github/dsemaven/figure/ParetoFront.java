/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.figure.Scatter.Dot;
import io.github.dsemaven.figure.Scatter.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The choices worth considering: those that no other beats in one quantity without losing in the other. */
public final class ParetoFront {
    private ParetoFront() {}

    /** Indices of the dots on the front by ascending x; of equal dots the first. */
    public static List<Integer> of(List<Dot> dots, Quantity x, Quantity y) {
        Comparator<Integer> byX =
                Comparator.comparingDouble(i -> cost(dots.get(i).x(), x));
        Comparator<Integer> byY =
                Comparator.comparingDouble(i -> cost(dots.get(i).y(), y));
        List<Integer> cheapestFirst = IntStream.range(0, dots.size())
                .boxed()
                .sorted(byX.thenComparing(byY))
                .toList();
        var front = new ArrayList<Integer>();
        double least = Double.POSITIVE_INFINITY;
        for (int i : cheapestFirst) {
            double cost = cost(dots.get(i).y(), y);
            if (cost < least) {
                least = cost;
                front.add(i);
            }
        }
        front.sort(Comparator.comparingDouble(i -> dots.get(i).x()));
        return List.copyOf(front);
    }

    private static double cost(double value, Quantity quantity) {
        return quantity.more() ? -value : value;
    }
}
