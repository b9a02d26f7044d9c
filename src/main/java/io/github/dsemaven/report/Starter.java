/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.artifact.SlashedPath;
import io.github.dsemaven.csv.CsvSearch;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** Sets a repository up for this plugin: POM section, folder, .gitignore, Maven's JVM. What is there stays as it is. */
public final class Starter {
    private static final String PLUGIN = "dse-maven-plugin";
    /**
     * For a repository that does nothing but draw: a run is over before the optimizing compiler pays, and it takes a third
     * of the time. A repository that was there may do other work, so it is left alone.
     */
    private static final String SHORT_RUNS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms256m -XX:-UsePerfData\n";

    private final Path folder;
    private final String version;

    /**
     * @param folder the repository
     * @param version of this plugin
     */
    public Starter(Path folder, String version) {
        this.folder = folder.toAbsolutePath().normalize();
        this.version = version;
    }

    /**
     * Writes what is missing.
     *
     * @return what was done and what was left, a line each
     */
    public List<String> write() {
        var done = new ArrayList<String>();
        boolean ours = !Files.exists(folder.resolve("pom.xml"));
        done.add(pom());
        done.add(writeNew("dse/README.md", Template.read("new-folder.md")));
        done.add(ignore());
        if (ours) {
            done.add(writeNew(".mvn/jvm.config", SHORT_RUNS));
        }
        List<String> elsewhere = elsewhere();
        if (!elsewhere.isEmpty()) {
            done.add(Suggestions.foundElsewhere(elsewhere));
        }
        return List.copyOf(done);
    }

    /** CSV files of this repository that no goal finds by itself. */
    private List<String> elsewhere() {
        var names = new ArrayList<String>();
        CsvSearch.in(folder).forEach((family, files) -> {
            PathMatcher usual = folder.getFileSystem().getPathMatcher("glob:dse/" + family.filePattern());
            files.stream()
                    .map(folder::relativize)
                    .filter(file -> !usual.matches(file))
                    .forEach(file -> names.add(SlashedPath.of(file)));
        });
        return names;
    }

    private String pom() {
        Path pom = folder.resolve("pom.xml");
        if (!Files.exists(pom)) {
            return writeNew("pom.xml", newPom());
        }
        PomFile file = PomFile.read(pom);
        var text = new PomText(file.text());
        if (text.hasPlugin(PLUGIN)) {
            return "pom.xml has the plugin already: left as it is";
        }
        file.write(text.withPlugin(plugin()));
        return "pom.xml: added " + PLUGIN + " with the goal report";
    }

    private List<String> plugin() {
        return List.of(
                "<plugin>",
                "  <groupId>io.github.dsemaven</groupId>",
                "  <artifactId>" + PLUGIN + "</artifactId>",
                "  <version>" + version + "</version>",
                "  <executions>",
                "    <execution>",
                "      <goals>",
                "        <goal>report</goal>",
                "      </goals>",
                "    </execution>",
                "  </executions>",
                "</plugin>");
    }

    private String newPom() {
        String name = folder.getFileName() == null
                ? "experiment"
                : folder.getFileName().toString();
        String id = name.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String artifact = id.isEmpty() ? "experiment" : id;
        var empty = new PomText(Template.read("new-pom.xml").replace("ARTIFACT", artifact));
        return empty.withPlugin(plugin());
    }

    private String ignore() {
        Path file = folder.resolve(".gitignore");
        if (!Files.exists(file)) {
            return writeNew(".gitignore", "target/\n");
        }
        // Whatever its encoding is: only ASCII is looked for.
        byte[] bytes = new GivenFile(file, "a list of ignored files", GivenFile.SETTINGS).bytes();
        boolean ignored = new String(bytes, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .anyMatch(line -> line.matches("/?target/?\\**"));
        return ignored
                ? ".gitignore ignores target already: left as it is"
                : ".gitignore is there and left as it is: add a line target/ to it";
    }

    private String writeNew(String name, String text) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return name + " is there: left as it is";
        }
        AtomicFile.write(file, text);
        return name + ": written";
    }
}
