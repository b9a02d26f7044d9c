/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A POM as its owner wrote it. A plugin is added by inserting text, so that comments, order, indentation and line ends stay
 * as they are.
 *
 * @param text the whole file
 */
public record PomText(String text) {
    private static final Pattern MARKUP = Pattern.compile(
            "<!--.*?-->|<!\\[CDATA\\[.*?]]>|<\\?.*?\\?>|<![^>]*>|<(/?)([A-Za-z_][\\w.:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>",
            Pattern.DOTALL);

    /** An element: where its start tag begins and ends, and where its end tag begins; the same where it is empty. */
    private record Element(int start, int inside, int end, boolean selfClosing) {}

    /** Whether the project's own build names the plugin already. */
    public boolean hasPlugin(String artifactId) {
        Map<String, Element> elements = elements();
        Element plugins = elements.get("project/build/plugins");
        if (plugins == null) {
            return false;
        }
        String inside = text.substring(plugins.inside(), plugins.end()).replaceAll("(?s)<!--.*?-->", "");
        return Pattern.compile("<artifactId>\\s*" + Pattern.quote(artifactId) + "\\s*</artifactId>")
                .matcher(inside)
                .find();
    }

    /**
     * The POM with a plugin at the end of its build's plugins.
     *
     * @param plugin lines of XML indented by two spaces a level from 0
     */
    public String withPlugin(List<String> plugin) {
        Map<String, Element> elements = elements();
        Element project = elements.get("project");
        if (project == null) {
            throw new DseException(Place.of("pom.xml"), "has no <project>", Suggestions.mendPom());
        }
        String unit = unit(elements);
        if (elements.containsKey("project/build/plugins")) {
            return insert(elements.get("project/build/plugins"), "plugins", indented(plugin, unit, 3), unit, 2);
        }
        var plugins = new ArrayList<>(List.of("<plugins>"));
        plugin.forEach(line -> plugins.add("  " + line));
        plugins.add("</plugins>");
        if (elements.containsKey("project/build")) {
            return insert(elements.get("project/build"), "build", indented(plugins, unit, 2), unit, 1);
        }
        var build = new ArrayList<>(List.of("<build>"));
        plugins.forEach(line -> build.add("  " + line));
        build.add("</build>");
        return insert(project, "project", indented(build, unit, 1), unit, 0);
    }

    private String insert(Element parent, String name, String lines, String unit, int depth) {
        String newline = newline();
        if (parent.selfClosing()) {
            return text.substring(0, parent.start()) + "<" + name + ">" + newline + lines + unit.repeat(depth) + "</"
                    + name + ">" + text.substring(parent.inside());
        }
        int lineStart = text.lastIndexOf('\n', parent.end() - 1) + 1;
        boolean ownLine = text.substring(lineStart, parent.end()).isBlank() && lineStart > parent.start();
        return ownLine
                ? text.substring(0, lineStart) + lines + text.substring(lineStart)
                : text.substring(0, parent.end()) + newline + lines + unit.repeat(depth) + text.substring(parent.end());
    }

    private String indented(List<String> lines, String unit, int depth) {
        var indented = new StringBuilder();
        for (String line : lines) {
            int level = (line.length() - line.stripLeading().length()) / 2;
            indented.append(unit.repeat(depth + level)).append(line.strip()).append(newline());
        }
        return indented.toString();
    }

    /** What the project's children are indented by. */
    private String unit(Map<String, Element> elements) {
        Element child = elements.getOrDefault("project/modelVersion", elements.get("project/artifactId"));
        if (child != null) {
            String before = text.substring(text.lastIndexOf('\n', child.start()) + 1, child.start());
            if (!before.isEmpty() && before.isBlank()) {
                return before;
            }
        }
        return "  ";
    }

    private String newline() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** The first element at each path. */
    private Map<String, Element> elements() {
        var elements = new HashMap<String, Element>();
        Deque<String> path = new ArrayDeque<>();
        Deque<int[]> starts = new ArrayDeque<>();
        Matcher markup = MARKUP.matcher(text);
        while (markup.find()) {
            String name = markup.group(2);
            if (name == null) {
                continue;
            }
            if (markup.group(1).isEmpty()) {
                path.addLast(name);
                starts.addLast(new int[] {markup.start(), markup.end()});
            }
            boolean selfClosing = !markup.group(4).isEmpty();
            if (selfClosing || !markup.group(1).isEmpty()) {
                if (path.isEmpty() || !path.getLast().equals(name)) {
                    throw new DseException(
                            Place.of("pom.xml"), "is not well-formed near </" + name + ">", Suggestions.mendPom());
                }
                int[] start = starts.removeLast();
                int end = selfClosing ? start[1] : markup.start();
                elements.putIfAbsent(String.join("/", path), new Element(start[0], start[1], end, selfClosing));
                path.removeLast();
            }
        }
        return elements;
    }
}
