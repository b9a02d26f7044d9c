/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.plot.PlotGoal;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Draws the memory of each results CSV: KV cache and total over the context window, and KV cache over the sliding window
 * ({@code <tag>_mem_kvcache_vs_context}, {@code <tag>_mem_total_vs_context}, {@code <tag>_mem_kvcache_vs_sliding}).
 */
@Mojo(name = "plot-memory", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class PlotMemoryMojo extends AbstractPlotMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.plot-memory.skip", defaultValue = "false")
    private boolean skipGoal;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    PlotGoal goal() {
        return PlotGoal.MEMORY;
    }
}
