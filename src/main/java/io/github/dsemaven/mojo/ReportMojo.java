/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes the report: one page with every figure, number and warning ({@code target/dse/index.html}), tables for papers,
 * a badge, and a bundle of everything that is installed and deployed with the project. What no other execution of this
 * plugin draws or evaluates, it does itself, with the settings given here; so this goal alone is enough for most projects.
 *
 * <pre>{@code
 * <execution>
 *   <goals>
 *     <goal>report</goal>
 *   </goals>
 * </execution>
 * }</pre>
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class ReportMojo extends AbstractReportMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.report.skip", defaultValue = "false")
    private boolean skipGoal;

    /** Takes Maven's helper that attaches artifacts, and what runs the goal that evaluates. */
    @Inject
    public ReportMojo(MavenProjectHelper projectHelper, LifecycleExecutor lifecycle, BuildPluginManager plugins) {
        super(projectHelper, new OtherGoal(lifecycle, plugins));
    }

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }
}
