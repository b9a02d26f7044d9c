/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterTest {
    private static final List<String> PLUGIN = List.of("<plugin>", "  <artifactId>p</artifactId>", "</plugin>");

    @TempDir
    Path folder;

    @Test
    void setsAnEmptyFolderUpAndChangesNothingTheSecondTime() throws IOException {
        Path repository = Files.createDirectories(folder.resolve("my experiment"));
        assertThat(new Starter(repository, "1.0").write())
                .containsExactly(
                        "pom.xml: written",
                        "dse/README.md: written",
                        ".gitignore: written",
                        ".mvn/jvm.config: written");
        String pom = Files.readString(repository.resolve("pom.xml"));
        assertThat(pom)
                .contains("  <artifactId>my-experiment</artifactId>", "        <version>1.0</version>")
                .contains("\n  <build>\n    <plugins>\n      <plugin>\n");

        assertThat(new Starter(repository, "2.0").write())
                .containsExactly(
                        "pom.xml has the plugin already: left as it is",
                        "dse/README.md is there: left as it is",
                        ".gitignore ignores target already: left as it is");
        assertThat(repository.resolve("pom.xml")).hasContent(pom);
    }

    @Test
    void csvFilesElsewhereAreNamed() throws IOException {
        for (String file : List.of("dse/a_ppl_results.csv", "old/b_ppl_results.csv", "target/c_ppl_results.csv")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "hf_model,load_in_4bit,load_in_8bit,fake_q3bit,ppl\nm,0,0,0,5\n");
        }
        assertThat(new Starter(folder, "1.0").write())
                .last()
                .isEqualTo(
                        "CSV files with our headers lie elsewhere: old/b_ppl_results.csv; name them in <csv> (-Ddse.csv=...), or"
                                + " put them into the folder dse");
    }

    @Test
    void keepsFormattingCommentsAndLineEnds() {
        String pom = "<project>\r\n\t<modelVersion>4.0.0</modelVersion>\r\n\t<!-- <build> -->\r\n\t<build>\r\n"
                + "\t\t<plugins>\r\n\t\t\t<plugin><artifactId>x</artifactId></plugin>\r\n\t\t</plugins>\r\n\t</build>\r\n"
                + "</project>";

        assertThat(new PomText(pom).withPlugin(PLUGIN))
                .isEqualTo(pom.replace(
                        "\t\t</plugins>",
                        "\t\t\t<plugin>\r\n\t\t\t\t<artifactId>p</artifactId>\r\n\t\t\t</plugin>\r\n\t\t</plugins>"));
    }

    @Test
    void addsWhatIsMissingAbove() {
        String start = "<project>\n    <modelVersion>4.0.0</modelVersion>\n";
        String end = "</project>\n";
        String plugin = "            <plugin>\n                <artifactId>p</artifactId>\n            </plugin>\n";
        String plugins = "        <plugins>\n" + plugin + "        </plugins>\n";
        String build = "    <build>\n" + plugins + "    </build>\n";

        assertThat(new PomText(start + end).withPlugin(PLUGIN)).isEqualTo(start + build + end);
        assertThat(new PomText(start + "    <build>\n    </build>\n" + end).withPlugin(PLUGIN))
                .isEqualTo(start + build + end);
        assertThat(new PomText(start + "    <build/>\n" + end).withPlugin(PLUGIN))
                .isEqualTo(start + build + end);
        assertThat(new PomText(start + "    <build>\n        <plugins/>\n    </build>\n" + end).withPlugin(PLUGIN))
                .isEqualTo(start + build + end);
    }

    @Test
    void looksOnlyAtTheProjectsOwnBuild() {
        String managed =
                "<project><build><pluginManagement><plugins><plugin><artifactId>p</artifactId></plugin></plugins>"
                        + "</pluginManagement><plugins><!-- <artifactId>p</artifactId> --></plugins></build></project>";
        assertThat(new PomText(managed).hasPlugin("p")).isFalse();
        assertThat(new PomText(managed.replace("<!-- ", "").replace(" -->", "")).hasPlugin("p"))
                .isTrue();
    }

    @Test
    void aBrokenPomIsLeftAlone() throws IOException {
        Path pom = Files.writeString(folder.resolve("pom.xml"), "<project><build></project>");
        assertThatThrownBy(() -> new Starter(folder, "1.0").write()).hasMessageContaining("is not well-formed");
        assertThat(pom).hasContent("<project><build></project>");
    }
}
