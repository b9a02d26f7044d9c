/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * What a user has to type to run a goal of this plugin. Advice says {@code mvn dse:goal}, but Maven knows that prefix only
 * where the POM names the plugin or settings.xml its group; elsewhere all of the coordinate is needed.
 *
 * @param prefix what stands before the goal's name, without the colon
 */
record GoalNames(String prefix) {
    private static final String SHORT = "dse";
    private static final Pattern GOAL = Pattern.compile("\\bdse:(?=(?:baseline|check|diff|doctor|eval-ppl|explain|help"
            + "|init|plot-(?:memory|ppl|quant|throughput)|report|site-report)\\b)");

    /** Those that work where Maven was started. */
    static GoalNames of(MavenSession session, PluginDescriptor plugin) {
        boolean known = session.getRequest().getPluginGroups().contains(plugin.getGroupId())
                || Optional.ofNullable(session.getTopLevelProject()).stream()
                        .flatMap(GoalNames::plugins)
                        .anyMatch(one -> one.getKey().equals(plugin.getPluginLookupKey()));
        return new GoalNames(known ? SHORT : plugin.getPluginLookupKey() + ":" + plugin.getVersion());
    }

    private static Stream<Plugin> plugins(MavenProject project) {
        return Stream.concat(
                project.getBuildPlugins().stream(),
                Optional.ofNullable(project.getPluginManagement())
                        .map(PluginManagement::getPlugins)
                        .orElse(List.of())
                        .stream());
    }

    /** A text whose commands work as they stand. */
    String in(String text) {
        return prefix.equals(SHORT) ? text : GOAL.matcher(text).replaceAll(Matcher.quoteReplacement(prefix + ":"));
    }
}
