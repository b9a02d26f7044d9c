/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.plot.PlotGoal;
import io.github.dsemaven.provenance.StepKey;
import io.github.dsemaven.report.Report;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Which executions of this plugin's goals the POM binds, profiles included. A report that is bound draws and evaluates what is
 * not bound itself, in the name of its own execution.
 */
final class BoundGoals {
    /** The name of the execution that the site plugin runs. */
    static final String SITE = "site";

    private static final String PLUGIN = "io.github.dsemaven:dse-maven-plugin";
    private static final String SITE_REPORT = "site-report";
    private static final String EVALUATION = "eval-ppl";

    /** Goal and execution id. */
    private record Binding(String goal, String execution) {}

    private final Set<String> goals;
    private final Set<Binding> bindings = new HashSet<>();

    private BoundGoals(List<PluginExecution> executions, boolean site) {
        goals = executions.stream()
                .flatMap(execution -> execution.getGoals().stream())
                .collect(Collectors.toSet());
        for (PluginExecution execution : executions) {
            if (!skipped(execution)) {
                execution.getGoals().forEach(goal -> bind(new Binding(goal, execution.getId())));
            }
        }
        if (site) {
            bind(new Binding(SITE_REPORT, SITE));
        }
    }

    private void bind(Binding binding) {
        bindings.add(binding);
        if (binding.goal().equals(Report.GOAL) || binding.goal().equals(SITE_REPORT)) {
            Stream.concat(Stream.of(PlotGoal.values()).map(PlotGoal::goal), Stream.of(EVALUATION))
                    .filter(goal -> !goals.contains(goal))
                    .forEach(goal -> bindings.add(new Binding(goal, binding.execution())));
            Report.STEPS.forEach(goal -> bindings.add(new Binding(goal, binding.execution())));
        }
    }

    /** Of a project; without one, nothing is bound. */
    static BoundGoals of(Optional<MavenProject> project) {
        List<PluginExecution> executions = project.stream()
                .flatMap(one -> one.getBuildPlugins().stream())
                .filter(plugin -> PLUGIN.equals(plugin.getKey()))
                .flatMap(plugin -> plugin.getExecutions().stream())
                .filter(execution -> !"none".equals(execution.getPhase()))
                .toList();
        boolean site = project.map(MavenProject::getModel).map(model -> model.getReporting()).stream()
                .flatMap(reporting -> reporting.getPlugins().stream())
                .anyMatch(plugin -> PLUGIN.equals(plugin.getKey()));
        return new BoundGoals(executions, site);
    }

    /** Whether some execution of a goal is bound. */
    boolean contains(String goal) {
        return goals.contains(goal);
    }

    /** Whether an execution of a goal is bound, and not switched off in the POM. */
    boolean bind(String goal, String execution) {
        return bindings.contains(new Binding(goal, execution));
    }

    /** Whether the POM still makes what a recorded step made. */
    boolean bind(StepKey step) {
        return bind(step.goal(), step.execution());
    }

    private static boolean skipped(PluginExecution execution) {
        return execution.getConfiguration() instanceof Xpp3Dom configuration
                && Stream.of("skip", "skipGoal")
                        .map(configuration::getChild)
                        .anyMatch(skip -> skip != null && "true".equals(skip.getValue()));
    }
}
