/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFolderTest {
    @TempDir
    Path project;

    private Path report;

    @BeforeEach
    void aReport() {
        report = project.resolve("target/dse");
        for (String name : new String[] {"index.html", "manifest.json", "figures/a.svg", "figures/b.svg"}) {
            SmallExploration.write(report.resolve(name), name);
        }
        SmallExploration.write(report.resolve("summary.md"), "not shown");
    }

    @Test
    void figuresThatAreGoneAreNotShownAnyMore() throws IOException {
        Path shown = project.resolve("target/site/dse-report");
        var site = new SiteFolder(shown, project.resolve("target"));
        assertThat(site.show(report)).isEmpty();
        SmallExploration.write(shown.resolve("own.css"), "from src/site/resources");

        Files.delete(report.resolve("figures/b.svg"));
        SmallExploration.write(report.resolve("index.html"), "without b");

        assertThat(site.show(report)).isEmpty();
        assertThat(shown.resolve("figures/b.svg")).doesNotExist();
        assertThat(shown.resolve("summary.md")).doesNotExist();
        assertThat(shown.resolve("index.html")).hasContent("without b");
        assertThat(shown.resolve("figures/a.svg")).exists();
        assertThat(shown.resolve("own.css")).exists();
    }

    @Test
    void outsideOfWhatBuildsMakeNothingIsDeleted() throws IOException {
        Path shown = project.resolve("docs/dse-report");
        var site = new SiteFolder(shown, project.resolve("target"));
        site.show(report);

        Files.delete(report.resolve("figures/b.svg"));

        assertThat(site.show(report)).containsExactly(shown.resolve("figures/b.svg"));
        assertThat(shown.resolve("figures/b.svg")).exists();
    }
}
