/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What Maven and Eclipse read of the plugin before any goal runs. */
class PluginDescriptorTest {
    private static final Path CLASSES = Path.of("target/classes/META-INF");

    @Test
    void nothingHeavyIsResolvedWithThePlugin() throws Exception {
        List<String> dependencies = new ArrayList<>();
        for (Element dependency : elements(plugin(), "dependency")) {
            dependencies.add(text(dependency, "artifactId"));
        }
        assertThat(dependencies)
                .contains("jfreechart", "commons-csv")
                .doesNotContain("onnxruntime", "onnxruntime_gpu", "tokenizers", "tribuo-util-onnx", "protobuf-java");
    }

    @Test
    void everyGoalIsThreadSafeAndDescribed() throws Exception {
        for (Element goal : elements(plugin(), "mojo")) {
            assertThat(text(goal, "threadSafe")).as(text(goal, "goal")).isEqualTo("true");
            assertThat(text(goal, "description")).as(text(goal, "goal")).isNotBlank();
        }
    }

    @Test
    void everyParameterAUserMaySetIsDescribed() throws Exception {
        for (Element goal : elements(plugin(), "mojo")) {
            for (Element parameter : elements(goal, "parameter")) {
                if (text(parameter, "editable").equals("true")) {
                    assertThat(text(parameter, "description"))
                            .as(text(goal, "goal") + " " + text(parameter, "name"))
                            .isNotBlank();
                }
            }
        }
    }

    @Test
    void theManualNamesEveryParameterAUserMaySet() throws Exception {
        String manual = manual();
        for (Element goal : elements(plugin(), "mojo")) {
            for (Element parameter : elements(goal, "parameter")) {
                String name = text(parameter, "name");
                boolean generated = text(goal, "goal").equals("help");
                if (text(parameter, "editable").equals("true") && !generated && !name.equals("skipGoal")) {
                    assertThat(manual).as(text(goal, "goal")).containsPattern("[`<.]" + Pattern.quote(name) + "\\b");
                }
            }
        }
    }

    @Test
    void noExampleIsCutInTheDescriptor() throws Exception {
        for (Element description : elements(plugin(), "description")) {
            assertThat(description.getTextContent()).doesNotContainPattern("\\$\\{[^}]*[<\n]");
        }
    }

    private static String manual() throws IOException {
        var manual = new StringBuilder(Files.readString(Path.of("README.md")));
        try (Stream<Path> pages = Files.list(Path.of("src/site/markdown"))) {
            for (Path page : pages.toList()) {
                manual.append(Files.readString(page));
            }
        }
        return manual.toString();
    }

    @Test
    void eclipseKnowsEveryGoal() throws Exception {
        List<String> goals = new ArrayList<>();
        for (Element goal : elements(plugin(), "mojo")) {
            goals.add(text(goal, "goal"));
        }
        goals.remove("help");
        List<String> mapped = new ArrayList<>();
        elements(root(CLASSES.resolve("m2e/lifecycle-mapping-metadata.xml")), "goal")
                .forEach(goal -> mapped.add(goal.getTextContent()));
        assertThat(mapped).containsExactlyElementsOf(goals.stream().sorted().toList());
    }

    private static Element plugin() throws Exception {
        return root(CLASSES.resolve("maven/plugin.xml"));
    }

    private static Element root(Path xml) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getDocumentElement();
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> elements = new ArrayList<>();
        var nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
