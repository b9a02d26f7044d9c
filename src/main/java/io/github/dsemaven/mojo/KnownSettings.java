/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * The settings that the goals of this plugin have, all together: what is configured for the plugin holds for all of them.
 *
 * @param elements names of elements in the plugin's configuration
 * @param properties names of user properties
 */
record KnownSettings(Set<String> elements, Set<String> properties) {
    /** What user properties of this plugin begin with. */
    static final String PREFIX = "dse.";

    KnownSettings {
        elements = Set.copyOf(elements);
        properties = Set.copyOf(properties);
    }

    /** As the plugin's descriptor lists them. */
    static KnownSettings of(PluginDescriptor plugin) {
        var elements = new TreeSet<String>();
        var properties = new TreeSet<String>();
        for (MojoDescriptor goal : plugin.getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                elements.add(parameter.getName());
                if (parameter.getAlias() != null) {
                    elements.add(parameter.getAlias());
                }
                String expression = parameter.getExpression();
                if (expression != null && expression.startsWith("${" + PREFIX) && expression.endsWith("}")) {
                    properties.add(expression.substring(2, expression.length() - 1));
                }
            }
        }
        return new KnownSettings(elements, properties);
    }

    /** The properties without what all of them begin with. */
    Collection<String> shortProperties() {
        var names = new TreeSet<String>();
        properties.forEach(property -> names.add(property.substring(PREFIX.length())));
        return names;
    }
}
