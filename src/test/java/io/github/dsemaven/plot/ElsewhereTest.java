/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElsewhereTest {
    @TempDir
    Path base;

    @Test
    void aKindOfFilesIsNamedOnceABuild() throws IOException {
        Files.createDirectories(base.resolve("runs"));
        Files.writeString(base.resolve("runs/a.csv"), "hf_model,load_in_4bit,load_in_8bit,fake_q3bit,ppl\nm,0,0,0,5\n");
        var elsewhere = new Elsewhere();
        assertThat(elsewhere.files(base, PlotGoal.MEMORY)).isEmpty();
        assertThat(elsewhere.files(base, PlotGoal.PERPLEXITY)).containsExactly("runs/a.csv");
        assertThat(elsewhere.files(base, PlotGoal.PERPLEXITY)).isEmpty();
    }

    @Test
    void filesOfModulesAreTheirs() throws IOException {
        for (String folder : List.of("module/dse", "modules")) {
            Files.createDirectories(base.resolve(folder));
            Files.writeString(
                    base.resolve(folder).resolve("a.csv"),
                    "hf_model,load_in_4bit,load_in_8bit,fake_q3bit,ppl\nm,0,0,0,5\n");
        }
        List<Path> projects = List.of(base, base.resolve("module"));
        assertThat(new Elsewhere(projects).files(base, PlotGoal.PERPLEXITY)).containsExactly("modules/a.csv");
        assertThat(new Elsewhere(projects).files(base.resolve("module"), PlotGoal.PERPLEXITY))
                .containsExactly("dse/a.csv");
    }
}
