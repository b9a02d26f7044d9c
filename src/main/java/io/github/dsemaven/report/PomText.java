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
import java.util.regex.Pattern;

/**
 * A POM as its owner wrote it. A plugin is added by inserting text, so that comments, order, indentation and line ends stay
 * as they are.
 *
 * @param text the whole file
 */
public record PomText(String text) {
    /** Deeper elements are none that a plugin is added to; their paths would grow with the square of the depth. */
    private static final int DEEPEST = 3;

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
        int at = text.indexOf('<');
        while (at >= 0) {
            int end = markupEnd(at);
            boolean closing = text.startsWith("</", at);
            String name = name(closing ? at + 2 : at + 1);
            if (!name.isEmpty()) {
                if (!closing) {
                    path.addLast(name);
                    starts.addLast(new int[] {at, end});
                }
                boolean selfClosing = !closing && text.charAt(end - 2) == '/';
                if (selfClosing || closing) {
                    if (path.isEmpty() || !path.getLast().equals(name)) {
                        throw malformed("</" + name + ">");
                    }
                    int[] start = starts.removeLast();
                    if (path.size() <= DEEPEST) {
                        var element = new Element(start[0], start[1], selfClosing ? start[1] : at, selfClosing);
                        elements.putIfAbsent(String.join("/", path), element);
                    }
                    path.removeLast();
                }
            }
            at = text.indexOf('<', end);
        }
        return elements;
    }

    /** Behind a comment, a section, a declaration or a tag, in whose quotes a {@code >} ends nothing. */
    private int markupEnd(int start) {
        if (text.startsWith("<!--", start)) {
            return behind("-->", start + 4);
        }
        if (text.startsWith("<![CDATA[", start)) {
            return behind("]]>", start);
        }
        if (text.startsWith("<?", start)) {
            return behind("?>", start);
        }
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '>') {
            char c = text.charAt(i);
            int close = c == '"' || c == '\'' ? text.indexOf(c, i + 1) : i;
            if (close < 0) {
                break;
            }
            i = close + 1;
        }
        if (i >= text.length() || text.charAt(i) != '>') {
            throw malformed(text.substring(start, Math.min(text.length(), start + 20)));
        }
        return i + 1;
    }

    private int behind(String end, int from) {
        int found = text.indexOf(end, from);
        if (found < 0) {
            throw malformed("its end: " + end + " is missing");
        }
        return found + end.length();
    }

    /** The name that starts here; empty for what is no tag. */
    private String name(int start) {
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || "_.:-".indexOf(c) >= 0;
    }

    private static DseException malformed(String where) {
        return new DseException(Place.of("pom.xml"), "is not well-formed near " + where, Suggestions.mendPom());
    }
}
