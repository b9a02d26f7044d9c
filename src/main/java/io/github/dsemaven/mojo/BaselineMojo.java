/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.report.Baseline;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what the last build made as the baseline to commit: the data of every figure, the details of every evaluation and
 * the digests of the pictures. {@code dse:check} and {@code dse:diff} compare with it.
 *
 * <pre>{@code mvn verify dse:baseline}</pre>
 */
@Mojo(name = "baseline", requiresProject = false, threadSafe = true)
public final class BaselineMojo extends AbstractArtifactMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.baseline.skip", defaultValue = "false")
    private boolean skipGoal;

    /**
     * Folder of the baseline.
     *
     * <pre>{@code <baseline>src/dse/baseline</baseline>}</pre>
     */
    @Parameter(property = "dse.baseline", defaultValue = "${basedir}/dse/baseline")
    private File baseline;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() {
        int written = new Baseline(baseline.toPath()).write(content(), artifacts(), files());
        log().info("Baseline of " + written + " files in " + shown(baseline.toPath()) + ": commit them");
    }
}
