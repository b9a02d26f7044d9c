/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.report.Explain;
import java.util.Objects;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Says which rows of which files made which point of a figure, which run drew it, and the command that draws it again.
 *
 * <pre>{@code mvn dse:explain -Ddse.figure=throughput_prefill_vs_sink}</pre>
 */
@Mojo(name = "explain", requiresProject = false, threadSafe = true)
public final class ExplainMojo extends AbstractArtifactMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.explain.skip", defaultValue = "false")
    private boolean skipGoal;

    /**
     * Base name of the figure's files.
     *
     * <pre>{@code <figure>kv_cache_quant_compare</figure>}</pre>
     */
    @Parameter(property = "dse.figure")
    private String figure;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() {
        new Explain(provenance())
                .words(Objects.requireNonNullElse(figure, "").strip())
                .forEach(line -> log().info(line));
    }
}
