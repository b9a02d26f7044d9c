/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.plot.PlotGoal;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Draws prefill and decode throughput, end-to-end latency and time to first token of all metrics CSVs over context window,
 * batch size, sliding window and attention sink: sixteen figures such as {@code throughput_prefill_vs_context}.
 */
@Mojo(name = "plot-throughput", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class PlotThroughputMojo extends AbstractPlotMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.plot-throughput.skip", defaultValue = "false")
    private boolean skipGoal;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    PlotGoal goal() {
        return PlotGoal.THROUGHPUT;
    }
}
