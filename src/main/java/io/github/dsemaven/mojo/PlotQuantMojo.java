/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.plot.PlotGoal;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares the memory of quantizations over the context window, from all results CSVs in the order given
 * ({@code kv_cache_quant_compare}, {@code kv_cache_quant_compare_total}).
 */
@Mojo(name = "plot-quant", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class PlotQuantMojo extends AbstractPlotMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.plot-quant.skip", defaultValue = "false")
    private boolean skipGoal;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    PlotGoal goal() {
        return PlotGoal.QUANTIZATION;
    }
}
