/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * User properties of a goal that have no effect, since the POM sets the same to something else. Maven lets the POM win without a
 * word, and a perplexity would be taken for that of the model on the command line.
 */
final class OverriddenProperties {
    private static final String EVALUATIONS = "evaluations";

    private final Properties given;

    /**
     * @param given the user's properties
     */
    OverriddenProperties(Properties given) {
        this.given = given;
    }

    /** One problem for each of them. */
    List<Problem> problems(MojoExecution execution) {
        var problems = new ArrayList<Problem>();
        Xpp3Dom configuration = execution.getConfiguration();
        if (configuration != null) {
            for (Parameter parameter : execution.getMojoDescriptor().getParameters()) {
                String expression =
                        Optional.ofNullable(parameter.getExpression()).orElse("");
                String property = expression.replaceAll("^\\$\\{|}$", "");
                if (property.startsWith(KnownSettings.PREFIX) && given.containsKey(property)) {
                    winner(configuration, parameter.getName(), expression, given.getProperty(property))
                            .ifPresent(winner -> problems.add(new Problem(
                                    Place.of("-D" + property),
                                    "has no effect on " + execution.getGoal() + ": " + winner,
                                    Suggestions.pomWins(parameter.getName()))));
                }
            }
        }
        return problems;
    }

    /** What wins over a property; empty where it counts, or says the same. */
    private static Optional<String> winner(Xpp3Dom configuration, String name, String expression, String value) {
        Xpp3Dom element = configuration.getChild(name);
        if (element != null && !text(element).contains(expression)) {
            return Optional.of("the POM sets <" + name + "> to \"" + text(element) + "\"")
                    .filter(winner -> !text(element).equals(value));
        }
        Xpp3Dom evaluations = configuration.getChild(EVALUATIONS);
        if (evaluations == null || evaluations.getChildCount() == 0) {
            return Optional.empty();
        }
        List<String> own = Stream.of(evaluations.getChildren())
                .map(one -> Optional.ofNullable(one.getChild(name))
                        .map(OverriddenProperties::text)
                        .orElse(""))
                .toList();
        boolean everywhere =
                own.stream().noneMatch(String::isEmpty) && !own.stream().allMatch(value::equals);
        return everywhere
                ? Optional.of("each of the <" + EVALUATIONS + "> in the POM has a <" + name + "> of its own")
                : Optional.empty();
    }

    /** An element's text, or those of its children as a property lists them. */
    private static String text(Xpp3Dom element) {
        return element.getChildCount() == 0
                ? Optional.ofNullable(element.getValue()).orElse("").strip()
                : Stream.of(element.getChildren())
                        .map(OverriddenProperties::text)
                        .collect(Collectors.joining(","));
    }
}
