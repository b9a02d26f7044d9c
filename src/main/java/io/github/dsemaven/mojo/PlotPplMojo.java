/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.plot.PlotGoal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Draws the perplexities of each dataset as bars, one for each quantization and a panel for each model
 * ({@code <dataset>_ppl_vs_quant}), from CSVs in the repository and from those that {@code dse:eval-ppl} wrote.
 */
@Mojo(name = "plot-ppl", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class PlotPplMojo extends AbstractPlotMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.plot-ppl.skip", defaultValue = "false")
    private boolean skipGoal;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    PlotGoal goal() {
        return PlotGoal.PERPLEXITY;
    }

    @Override
    List<Path> defaultFolders() {
        return Stream.concat(super.defaultFolders().stream(), Stream.of(dseFolder()))
                .toList();
    }
}
