/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFilesTest {
    @TempDir
    Path base;

    @BeforeEach
    void filesOfAllKinds() throws IOException {
        Files.createDirectories(base.resolve("all"));
        Files.writeString(base.resolve("all/kv_cache_dse_results_B.csv"), "model,gpu_mem_total_mb\n");
        Files.writeString(base.resolve("all/kv_cache_dse_metrics_B.csv"), "model,metric_name\n");
        Files.writeString(base.resolve("all/notes.csv"), "a,b\n");
        Files.writeString(base.resolve("memory.csv"), "model,gpu_mem_total_mb\n");
        Files.writeString(base.resolve("x_ppl_results.csv"), "hf_model,perplexity\n");
    }

    @Test
    void oneListServesAllGoalsByTheHeadersOfItsFiles() {
        NamedFiles named = NamedFiles.of(base, List.of("memory.csv", "all", "*_ppl_results.csv"));
        List<String> memory = List.of(path("memory.csv"), path("all/kv_cache_dse_results_B.csv"));
        assertThat(named.of(PlotGoal.MEMORY)).isEqualTo(memory);
        assertThat(named.of(PlotGoal.QUANTIZATION)).isEqualTo(memory);
        assertThat(named.of(PlotGoal.THROUGHPUT)).containsExactly(path("all/kv_cache_dse_metrics_B.csv"));
        // its header is wrong: the goal of its name says how
        assertThat(named.of(PlotGoal.PERPLEXITY)).containsExactly(path("x_ppl_results.csv"));
    }

    @Test
    void whatMatchesNothingAndWhatIsOfNoKindIsSaidAtOnce() {
        assertThatThrownBy(() -> NamedFiles.of(base, List.of("memory.csv", "memry.csv", "b/*.csv", "all/notes.csv")))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("memry.csv: does not exist. Did you mean \"memory.csv\"?")
                .hasMessageContaining("\"b/*.csv\" matches no file")
                .hasMessageContaining("all/notes.csv: is of none of the three kinds of CSV files. A results file has");
    }

    private String path(String name) {
        return base.resolve(name).toAbsolutePath().toString();
    }
}
