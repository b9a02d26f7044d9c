/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.provenance.Execution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

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
        try {
            checkSwitches();
            if (skip) {
                getLog().info("Skipped: dse.skip is true");
            } else if (goalSkipped()) {
                getLog().info("Skipped: dse." + mojoExecution.getGoal() + ".skip is true");
            } else {
                checkSettings();
                tidy();
                run();
            }
        } catch (DseException e) {
            throw failure(e);
        }
    }

    /** The goal's own skip parameter. */
    abstract boolean goalSkipped();

    /** Also before a goal is skipped: {@code <skip>yes</skip>} would be no. */
    private void checkSwitches() {
        List<Problem> problems =
                new TrueOrFalse(new PluginParameterExpressionEvaluator(session, mojoExecution)).problems(mojoExecution);
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
    }

    /**
     * Holds what the user set against what there is to set.
     *
     * @throws DseException when a setting is none of any goal
     */
    final void checkSettings() {
        PluginDescriptor plugin = mojoExecution.getMojoDescriptor().getPluginDescriptor();
        KnownSettings known = KnownSettings.of(plugin);
        var unknown = new UnknownSettings(known, plugin.getPluginLookupKey());
        MavenProject project = session.getCurrentProject();
        var problems = new ArrayList<>(settingsOfThePom(unknown, project));
        problems.addAll(unknown.properties(session));
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        Stream.of(
                        unknown.unusedPropertiesOfThePom(session, project),
                        new OverriddenProperties(session.getUserProperties()).problems(mojoExecution),
                        new UnsetProperties(known, this::isSet)
                                .problems(unknown.configurations(
                                        project, execution().id())))
                .flatMap(List::stream)
                .map(Problem::toString)
                // modules inherit what a POM says: told once for all
                .filter(warning -> Told.of(session).first("property " + warning))
                .forEach(log()::warn);
    }

    /** Whether Maven has a value for what stands between <code>${</code> and <code>}</code>. */
    private boolean isSet(String expression) {
        try {
            return new PluginParameterExpressionEvaluator(session, mojoExecution).evaluate("${" + expression + "}")
                    != null;
        } catch (ExpressionEvaluationException e) {
            return false;
        }
    }

    /** What is wrong with the elements that configure this goal. */
    List<Problem> settingsOfThePom(UnknownSettings unknown, MavenProject project) {
        return unknown.elements(project, execution().id());
    }

    /**
     * Builds a request, calls one service and reports its result.
     *
     * @throws DseException when the user's input is wrong
     */
    abstract void run() throws MojoExecutionException, MojoFailureException;

    /** Lets go what nothing makes any more, once for all goals of a build in a project. */
    void tidy() {}

    /** What the POM binds. */
    final BoundGoals boundGoals() {
        return BoundGoals.of(Optional.ofNullable(session.getCurrentProject()));
    }

    /** Which execution this is, for provenance. The site plugin gives the goals that it runs no id. */
    final Execution execution() {
        String id = Objects.requireNonNullElse(mojoExecution.getExecutionId(), BoundGoals.SITE);
        return new Execution(id, !boundGoals().bind(mojoExecution.getGoal(), id));
    }

    /** Does something once for all goals of a build in a project. */
    @SuppressWarnings("unchecked")
    final void once(String what, Runnable action) {
        Map<Object, Object> context = getPluginContext();
        if (context.putIfAbsent("dse." + what, true) == null) {
            action.run();
        }
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
        String module = session.getProjects() != null && session.getProjects().size() > 1
                ? session.getCurrentProject().getArtifactId() + ": "
                : "";
        return new MavenLog(getLog(), Told.of(session), start(), module, goalNames(), annotations());
    }

    private DseFailure failure(DseException cause) {
        List<Problem> problems = Failures.from(start(), cause.problems());
        GoalNames names = goalNames();
        if (!OtherGoal.called(getPluginContext())) {
            annotations().errors(problems, names::in);
        }
        return new DseFailure(names.in(Failures.message(problems)), problems);
    }

    private GoalNames goalNames() {
        return GoalNames.of(session, mojoExecution.getMojoDescriptor().getPluginDescriptor());
    }

    private Annotations annotations() {
        return new Annotations(Told.of(session), System.getenv(), start(), Annotations.STANDARD_OUTPUT);
    }

    /** The folder that names of files start from. */
    private Path start() {
        MavenProject project = session.getCurrentProject();
        return project == null || project.getBasedir() == null
                ? Path.of("").toAbsolutePath()
                : project.getBasedir().toPath();
    }
}
