/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import java.util.Objects;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What every goal shares: skipping, and one failure without a stack trace for everything the user can mend. */
abstract class AbstractDseMojo extends AbstractMojo {
    /**
     * Does nothing, in every goal of this plugin. Each goal also has a property of its own, {@code dse.<goal>.skip}.
     *
     * <pre>{@code <skip>true</skip>}</pre>
     */
    @Parameter(property = "dse.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution mojoExecution;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped: dse.skip is true");
        } else if (goalSkipped()) {
            getLog().info("Skipped: dse." + mojoExecution.getGoal() + ".skip is true");
        } else {
            try {
                run();
            } catch (DseException e) {
                throw new MojoFailureException(Failures.message(e.problems()));
            }
        }
    }

    /** The goal's own skip parameter. */
    abstract boolean goalSkipped();

    /**
     * Builds a request, calls one service and reports its result.
     *
     * @throws DseException when the user's input is wrong
     */
    abstract void run() throws MojoExecutionException, MojoFailureException;

    /** The execution's id in the POM, for provenance; goals run by other means than a POM may have none. */
    final String executionId() {
        return Objects.requireNonNullElse(mojoExecution.getExecutionId(), "default-cli");
    }

    /** The build that this goal runs in. */
    final MavenSession session() {
        return session;
    }

    /** This plugin as Maven resolved it. */
    final PluginFiles pluginFiles() {
        return new PluginFiles(mojoExecution.getMojoDescriptor().getPluginDescriptor());
    }

    /** Maven's log as the services know it. */
    final Log log() {
        return new MavenLog(getLog());
    }
}
