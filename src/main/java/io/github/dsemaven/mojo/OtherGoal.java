/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * Runs another goal of this plugin in the name of an execution, with what the POM configures for the plugin and for that
 * execution, as {@code mvn dse:goal@execution} would. So its parameters are declared in one class, its own.
 */
final class OtherGoal {
    private static final String CALLED = "dse.called";

    private final LifecycleExecutor lifecycle;
    private final BuildPluginManager plugins;

    OtherGoal(LifecycleExecutor lifecycle, BuildPluginManager plugins) {
        this.lifecycle = lifecycle;
        this.plugins = plugins;
    }

    /**
     * Runs it.
     *
     * @param context of the plugin in this project, in which the goal finds that it was called by another
     */
    void run(MavenSession session, PluginDescriptor plugin, String goal, String execution, Map<Object, Object> context)
            throws MojoExecutionException, MojoFailureException {
        String task = plugin.getPluginLookupKey() + ":" + plugin.getVersion() + ":" + goal + "@" + execution;
        context.put(CALLED, true);
        try {
            for (MojoExecution mojo :
                    lifecycle.calculateExecutionPlan(session, true, task).getMojoExecutions()) {
                plugins.executeMojo(session, mojo);
            }
        } catch (MojoExecutionException | MojoFailureException e) {
            throw e;
        } catch (Exception e) {
            // One of eight exceptions about plugins that can't be found or configured: this one was found already.
            throw new MojoExecutionException("can't run " + task + ": " + e.getMessage(), e);
        } finally {
            context.remove(CALLED);
        }
    }

    /** Whether a goal that finds this in its plugin context was called by another. */
    static boolean called(Map<?, ?> context) {
        return context.containsKey(CALLED);
    }
}
