/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {
    /** The source's sweep: sinks of at most an eighth of the window, none without a window, prefill at most the context. */
    private static List<DesignPoint> sweep() {
        var points = new ArrayList<DesignPoint>();
        for (long context : new long[] {2048, 4096}) {
            for (long prefill : new long[] {1024, 4096}) {
                for (long sliding : new long[] {-1, 1024, 2048}) {
                    for (long sink : new long[] {0, 128, 256}) {
                        boolean fits = sliding < 0 ? sink == 0 : sink <= sliding / 8;
                        if (fits && prefill <= context) {
                            points.add(new DesignPoint(context, prefill, 1, sliding, sink));
                        }
                    }
                }
            }
        }
        return points;
    }

    @Test
    void aCompleteSweepFillsItsGrid() {
        assertThat(Grid.of(sweep()).all()).containsExactlyInAnyOrderElementsOf(sweep());
    }

    @Test
    void aPointLeftOutIsMissing() {
        List<DesignPoint> points = sweep();
        DesignPoint left = new DesignPoint(4096, 4096, 1, 2048, 256);
        points.remove(left);

        var missing = Grid.of(points).all();
        missing.removeAll(points);

        assertThat(missing).containsExactly(left);
    }

    @Test
    void whatTheSweepsRulesLeaveOutIsNotExpected() {
        Grid grid = Grid.of(sweep());

        assertThat(grid.expects(Map.of("sliding_window_size", -1L, "attention_sink_size", 128L)))
                .isFalse();
        assertThat(grid.expects(Map.of("sliding_window_size", 1024L, "attention_sink_size", 256L)))
                .isFalse();
        assertThat(grid.expects(Map.of("sliding_window_size", 2048L, "attention_sink_size", 256L)))
                .isTrue();
        assertThat(grid.expects(Map.of("context_window_size", 2048L, "prefill_chunk_size", 4096L)))
                .isFalse();
        assertThat(grid.expects(Map.of("context_window_size", 2048L, "sliding_window_size", 8192L)))
                .isFalse();
        assertThat(grid.expects(Map.of("context_window_size", 2048L, "max_batch_size", 1L)))
                .isTrue();
    }
}
