/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Elements of the POM whose whole text is a property that is set nowhere, {@code <filter>${my.filtr}</filter>}. Maven takes the
 * parameter's default without a word, and a slip would give unfiltered figures.
 */
final class UnsetProperties {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^{}]+)}");

    private final KnownSettings known;
    private final Predicate<String> set;

    /**
     * @param known what the goals have: their own properties may be left unset
     * @param set whether a property, or an expression such as {@code project.version}, has a value
     */
    UnsetProperties(KnownSettings known, Predicate<String> set) {
        this.known = known;
        this.set = set;
    }

    /** One problem for each element and property. */
    List<Problem> problems(List<Object> configurations) {
        Set<Problem> problems = new LinkedHashSet<>();
        for (Object configuration : configurations) {
            if (configuration instanceof Xpp3Dom dom) {
                for (Xpp3Dom child : dom.getChildren()) {
                    problems.addAll(problems(child));
                }
            }
        }
        return List.copyOf(problems);
    }

    private List<Problem> problems(Xpp3Dom element) {
        var problems = new ArrayList<Problem>();
        Matcher matcher =
                PROPERTY.matcher(Optional.ofNullable(element.getValue()).orElse(""));
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!known.properties().contains(name) && !set.test(name)) {
                problems.add(new Problem(
                        Place.of("<" + element.getName() + ">"),
                        "${" + name + "} is set nowhere, so it stands for nothing",
                        Suggestions.setProperty(name)));
            }
        }
        for (Xpp3Dom child : element.getChildren()) {
            problems.addAll(problems(child));
        }
        return problems;
    }
}
