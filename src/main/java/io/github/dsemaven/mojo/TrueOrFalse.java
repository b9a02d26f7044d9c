/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Settings of a goal that are on or off, and were given something else. Maven takes every word but {@code true} for off. */
final class TrueOrFalse {
    private static final List<String> WORDS = List.of("true", "false");

    private final ExpressionEvaluator evaluator;

    TrueOrFalse(ExpressionEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** One problem for each setting of the goal that is neither. */
    List<Problem> problems(MojoExecution execution) {
        var problems = new ArrayList<Problem>();
        Xpp3Dom configuration = execution.getConfiguration();
        if (configuration != null) {
            for (Parameter parameter : execution.getMojoDescriptor().getParameters()) {
                Xpp3Dom element = configuration.getChild(parameter.getName());
                if (isSwitch(parameter) && element != null) {
                    problem(parameter.getName(), element.getValue()).ifPresent(problems::add);
                }
            }
        }
        return problems;
    }

    private Optional<Problem> problem(String name, String given) {
        return value(given)
                .filter(value -> WORDS.stream().noneMatch(value::equalsIgnoreCase))
                .map(value -> new Problem(
                        Place.of(shown(name, given)),
                        "\"" + value + "\" is neither true nor false",
                        Suggestions.validValues(value, WORDS)));
    }

    /** The property where the value came from one: some, {@code dse.plot-quant.skip}, are not called as their element is. */
    private static String shown(String name, String given) {
        return given.startsWith("${" + KnownSettings.PREFIX) && given.endsWith("}")
                ? given.substring(2, given.length() - 1)
                : "<" + name + ">";
    }

    private Optional<String> value(String given) {
        if (given == null || given.isBlank()) {
            return Optional.empty();
        }
        try {
            Object value = evaluator.evaluate(given);
            return value instanceof String text ? Optional.of(text).filter(one -> !one.isBlank()) : Optional.empty();
        } catch (ExpressionEvaluationException e) {
            // Maven says so itself when it sets the parameter
            return Optional.empty();
        }
    }

    private static boolean isSwitch(Parameter parameter) {
        return "boolean".equals(parameter.getType()) || "java.lang.Boolean".equals(parameter.getType());
    }
}
