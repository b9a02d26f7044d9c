/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.csv.Columns;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The grid that a sweep meant to cover: every combination of the values seen, but for those that its rules leave out. The
 * rules are those of the benchmark (a prefill chunk is at most the context window) and those the data shows (a sink, or a
 * sliding window larger than the context, that nowhere occurs with another value).
 */
public final class Grid {
    private record Pair(long first, long second) {}

    private final Set<Pair> slidingAndSink = new HashSet<>();
    private final Set<Pair> contextAndSliding = new HashSet<>();
    private final SortedSet<DesignPoint> points = new TreeSet<>();

    private Grid() {}

    /** The grid of all design points measured in any file. */
    public static Grid of(Collection<DesignPoint> measured) {
        var grid = new Grid();
        for (DesignPoint point : measured) {
            if (grid.points.add(point)) {
                grid.slidingAndSink.add(new Pair(point.slidingWindow(), point.attentionSink()));
                grid.contextAndSliding.add(new Pair(point.contextWindow(), point.slidingWindow()));
            }
        }
        return grid;
    }

    /**
     * Whether the grid has points with these values.
     *
     * @param values parameters by column; others may have any value
     */
    public boolean expects(Map<String, Long> values) {
        Long context = values.get(Columns.CONTEXT_WINDOW);
        Long sliding = values.get(Columns.SLIDING_WINDOW);
        Long sink = values.get(Columns.ATTENTION_SINK);
        Long prefill = values.get(Columns.PREFILL_CHUNK);
        boolean sinkFits = sliding == null || sink == null || slidingAndSink.contains(new Pair(sliding, sink));
        boolean slidingFits = context == null
                || sliding == null
                || sliding <= context
                || contextAndSliding.contains(new Pair(context, sliding));
        boolean prefillFits = context == null || prefill == null || prefill <= context;
        return sinkFits && slidingFits && prefillFits;
    }

    /** Every point of the grid: the combinations of all values seen that its rules allow. */
    public SortedSet<DesignPoint> all() {
        var all = new TreeSet<DesignPoint>();
        SortedSet<Long> prefills = values(Columns.PREFILL_CHUNK);
        SortedSet<Long> batches = values(Columns.MAX_BATCH);
        for (long context : values(Columns.CONTEXT_WINDOW)) {
            for (long prefill : prefills) {
                for (long batch : batches) {
                    for (Pair pair : slidingAndSink) {
                        var point = new DesignPoint(context, prefill, batch, pair.first(), pair.second());
                        if (expects(Map.of(
                                Columns.CONTEXT_WINDOW, context,
                                Columns.PREFILL_CHUNK, prefill,
                                Columns.SLIDING_WINDOW, pair.first()))) {
                            all.add(point);
                        }
                    }
                }
            }
        }
        all.addAll(points);
        return all;
    }

    private SortedSet<Long> values(String column) {
        var values = new TreeSet<Long>();
        points.forEach(point -> values.add(point.value(column)));
        return values;
    }
}
