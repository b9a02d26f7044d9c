/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Configuration;
import java.util.Comparator;
import java.util.List;

/**
 * The five parameters that the exploration sweeps, in tokens but for the batch size.
 *
 * @param contextWindow context window
 * @param prefillChunk prefill chunk
 * @param maxBatch largest batch size
 * @param slidingWindow sliding window, {@code <= 0} for none
 * @param attentionSink attention sink
 */
public record DesignPoint(long contextWindow, long prefillChunk, long maxBatch, long slidingWindow, long attentionSink)
        implements Comparable<DesignPoint> {
    /** The columns of the five parameters. */
    public static final List<String> PARAMETERS = List.of(
            Columns.CONTEXT_WINDOW,
            Columns.PREFILL_CHUNK,
            Columns.MAX_BATCH,
            Columns.SLIDING_WINDOW,
            Columns.ATTENTION_SINK);

    private static final Comparator<DesignPoint> ORDER = Comparator.comparingLong(DesignPoint::contextWindow)
            .thenComparingLong(DesignPoint::prefillChunk)
            .thenComparingLong(DesignPoint::maxBatch)
            .thenComparingLong(DesignPoint::slidingWindow)
            .thenComparingLong(DesignPoint::attentionSink);

    /** The design point of a configuration. */
    public static DesignPoint of(Configuration configuration) {
        return new DesignPoint(
                configuration.contextWindow(),
                configuration.prefillChunk(),
                configuration.maxBatch(),
                configuration.slidingWindow(),
                configuration.attentionSink());
    }

    /** The value of a parameter by its column. */
    public long value(String column) {
        return switch (column) {
            case Columns.CONTEXT_WINDOW -> contextWindow;
            case Columns.PREFILL_CHUNK -> prefillChunk;
            case Columns.MAX_BATCH -> maxBatch;
            case Columns.SLIDING_WINDOW -> slidingWindow;
            case Columns.ATTENTION_SINK -> attentionSink;
            default -> throw new IllegalArgumentException("not a design parameter: " + column);
        };
    }

    @Override
    public int compareTo(DesignPoint other) {
        return ORDER.compare(this, other);
    }
}
