/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.ReportPlugin;
import org.apache.maven.model.ReportSet;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Settings that the user gave and that no goal has. Maven leaves them out without a word, and a slip in the name of a filter
 * would give unfiltered figures.
 */
final class UnknownSettings {
    private final KnownSettings known;
    private final String plugin;

    /**
     * @param known what the goals have
     * @param plugin {@code groupId:artifactId} of this plugin
     */
    UnknownSettings(KnownSettings known, String plugin) {
        this.known = known;
        this.plugin = plugin;
    }

    /** Elements of the POM: of the plugin, and of an execution of it. Maven's own view of them holds known ones only. */
    List<Problem> elements(MavenProject project, String execution) {
        var names = new TreeSet<String>();
        configurations(project, execution).forEach(configuration -> names.addAll(elements(configuration)));
        return problems(names);
    }

    /** What the POM says in the plugin's section and in that of an execution, as it is written there. */
    List<Object> configurations(MavenProject project, String execution) {
        Plugin declared = project.getPlugin(plugin);
        if (declared == null && project.getPluginManagement() != null) {
            declared = project.getPluginManagement().getPluginsAsMap().get(plugin);
        }
        var configurations = new ArrayList<Object>();
        if (declared != null) {
            configurations.add(declared.getConfiguration());
            for (PluginExecution one : declared.getExecutions()) {
                if (one.getId().equals(execution)) {
                    configurations.add(one.getConfiguration());
                }
            }
        }
        return configurations;
    }

    /** Elements of the POM that configure this plugin's page of the site. */
    List<Problem> reportElements(MavenProject project) {
        var names = new TreeSet<String>();
        if (project.getModel().getReporting() != null) {
            for (ReportPlugin report : project.getModel().getReporting().getPlugins()) {
                if (report.getKey().equals(plugin)) {
                    names.addAll(elements(report.getConfiguration()));
                    for (ReportSet set : report.getReportSets()) {
                        names.addAll(elements(set.getConfiguration()));
                    }
                }
            }
        }
        return problems(names);
    }

    /** User properties, however they came: the command line, {@code .mvn/maven.config}, or the options of the JVM. */
    List<Problem> properties(MavenSession session) {
        Set<String> names = unknown(session.getUserProperties());
        names.addAll(unknown(session.getSystemProperties()));
        var problems = new ArrayList<Problem>();
        if (!names.isEmpty()) {
            var poms = new PomMentions(session);
            names.stream().filter(name -> !poms.use(name)).forEach(name -> problems.add(property("-D" + name, name)));
        }
        return problems;
    }

    /** Properties that the POM sets, that nothing in it uses, and whose names are slips: likely meant for a goal. */
    List<Problem> unusedPropertiesOfThePom(MavenSession session, MavenProject project) {
        Set<String> names = unknown(project.getProperties());
        names.removeIf(name -> Suggestions.nearest(shortName(name), known.shortProperties())
                .filter(near -> Suggestions.isSlip(shortName(name), near))
                .isEmpty());
        var problems = new ArrayList<Problem>();
        if (!names.isEmpty()) {
            var poms = new PomMentions(session);
            names.stream()
                    .filter(name -> !poms.refer(name))
                    .forEach(name -> problems.add(property("<" + name + ">", name)));
        }
        return problems;
    }

    private List<Problem> problems(Set<String> names) {
        return names.stream()
                .filter(name -> !known.elements().contains(name))
                .map(name -> new Problem(
                        Place.of("<" + name + ">"),
                        "no goal of this plugin has this parameter",
                        Suggestions.unknownSetting(name, known.elements(), "")))
                .toList();
    }

    private Problem property(String shown, String name) {
        String element = shortName(name);
        String suggestion = known.elements().contains(element)
                ? Suggestions.settingOfThePom(element)
                : Suggestions.unknownSetting(element, known.shortProperties(), KnownSettings.PREFIX);
        return new Problem(Place.of(shown), "no goal of this plugin has this property", suggestion);
    }

    private Set<String> unknown(Properties given) {
        var names = new TreeSet<String>();
        for (String name : given.stringPropertyNames()) {
            if (name.startsWith(KnownSettings.PREFIX) && !known.properties().contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static String shortName(String property) {
        return property.substring(KnownSettings.PREFIX.length());
    }

    private static Set<String> elements(Object configuration) {
        var names = new TreeSet<String>();
        if (configuration instanceof Xpp3Dom dom) {
            for (Xpp3Dom child : dom.getChildren()) {
                names.add(child.getName());
            }
        }
        return names;
    }
}
