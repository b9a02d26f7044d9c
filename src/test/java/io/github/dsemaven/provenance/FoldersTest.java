/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    private final Folders folders = new Folders(
            Path.of("/work/repository"),
            Path.of("/work/repository/module"),
            Path.of("/work/repository/module/target/dse"),
            Path.of("/work/repository/module/target/maven-status"),
            Optional.empty());

    @Test
    void inputsAreNamedFromTheProjectAndNeverByAFolderOutsideTheRepository() {
        assertThat(folders.inputName(Path.of("/work/repository/module/dse/a.csv")))
                .isEqualTo("dse/a.csv");
        assertThat(folders.inputName(Path.of("/work/repository/data/a.csv"))).isEqualTo("../data/a.csv");
        assertThat(folders.inputName(Path.of("/home/someone/model/config.json")))
                .isEqualTo("config.json");
    }

    @Test
    void outputsAreNamedFromTheManifest() {
        assertThat(folders.outputName(Path.of("/work/repository/module/target/dse/figures/a.svg")))
                .isEqualTo("figures/a.svg");
        String docs = folders.outputName(Path.of("/work/repository/module/docs/a.svg"));
        assertThat(docs).isEqualTo("../../docs/a.svg");
        assertThat(folders.output(docs)).isEqualTo(Path.of("/work/repository/module/docs/a.svg"));
        assertThat(Folders.portable(folders.outputName(Path.of("/elsewhere/a.svg"))))
                .isFalse();
    }

    @Test
    void filesOfAModulesParentAreNamedFromTheModule(@TempDir Path root) throws IOException {
        Path module = Files.createDirectories(root.resolve("all/module"));
        Files.writeString(root.resolve("all/pom.xml"), "<project/>");
        Folders folders = Folders.of(module, module.resolve("target"), Optional.empty());

        assertThat(folders.inputName(root.resolve("all/dse/a.csv"))).isEqualTo("../dse/a.csv");
        assertThat(folders.inputName(root.resolve("elsewhere/a.csv"))).isEqualTo("a.csv");
    }
}
