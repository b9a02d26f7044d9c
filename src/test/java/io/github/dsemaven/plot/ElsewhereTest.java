/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
