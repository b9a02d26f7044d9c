/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.report.Baseline;
import java.io.File;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
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
    /** By the plugin's prefix, or its coordinates with or without a version, and perhaps an execution. */
    private static final Pattern CALL =
            Pattern.compile("(dse|io\\.github\\.dsemaven:dse-maven-plugin(:[^:]+)?):baseline(@.*)?");

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

    /** Whether the command line names this goal, as {@code mvn verify dse:baseline} does, and does not skip it. */
    static boolean follows(MavenSession session) {
        Properties user = session.getUserProperties();
        boolean skipped = List.of("dse.skip", "dse.baseline.skip").stream()
                .anyMatch(name -> user.containsKey(name) && !"false".equals(user.getProperty(name)));
        return !skipped
                && session.getGoals().stream()
                        .anyMatch(goal -> CALL.matcher(goal).matches());
    }

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() {
        Baseline.Written written = new Baseline(baseline.toPath()).write(content(), artifacts(), files());
        written.left()
                .forEach(file -> log().warn(shown(file)
                        + " is not of this baseline, and was not written by the one before or"
                        + " was changed since: it stays, and counts as a part of the baseline until you move it"));
        log().info("Baseline of " + written.files() + " files in " + shown(baseline.toPath()) + ": commit them");
    }
}
