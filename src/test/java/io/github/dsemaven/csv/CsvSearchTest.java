/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSearchTest {
    private static final String KEY = "model,device,context_window_size,prefill_chunk_size,max_batch_size,"
            + "sliding_window_size,attention_sink_size,num_runs,max_tokens,";
    private static final String RESULTS = KEY + "gpu_mem_total_mb,gpu_mem_kvcache_mb\n";
    private static final String METRICS = KEY + "metric_name,metric_value\n";
    private static final String PERPLEXITY = "hf_model;load_in_4bit;load_in_8bit;fake_q3bit;ppl\n";

    @TempDir
    Path repository;

    @Test
    void filesAreToldApartByTheirHeadersWhateverTheirNames() throws IOException {
        write("results/run1.csv", RESULTS);
        write("results/run2.CSV", METRICS.toUpperCase(java.util.Locale.ROOT));
        write("ppl.tsv", PERPLEXITY);
        Files.write(repository.resolve("wide.csv"), RESULTS.getBytes(StandardCharsets.UTF_16));
        write("figures/data/plot.csv", "facet,hue,context_window_size,mean,gpu_mem_total_mb\n");
        write("notes.csv", "a,b\n1,2\n");
        write("empty.csv", "");
        assertThat(CsvSearch.in(repository))
                .isEqualTo(Map.of(
                        Family.RESULTS, paths("results/run1.csv", "wide.csv"),
                        Family.METRICS, paths("results/run2.CSV"),
                        Family.PERPLEXITY, paths("ppl.tsv")));
    }

    @Test
    void whatWasMadeAndWhatIsNotOfTheRepositoryIsLeftOut() throws IOException {
        for (String folder : List.of("target/dse", ".git", "web/node_modules", "a/b/c/d/e/f/g/h/i")) {
            write(folder + "/x.csv", RESULTS);
        }
        assertThat(CsvSearch.in(repository)).isEmpty();
        assertThat(CsvSearch.in(repository.resolve("nowhere"))).isEmpty();
    }

    @Test
    void linksInCirclesAndLinksToNothingAreNoTrouble() throws IOException {
        write("sweeps/x.csv", RESULTS);
        Files.createSymbolicLink(repository.resolve("sweeps/up"), repository);
        Files.createSymbolicLink(repository.resolve("sweeps/gone.csv"), repository.resolve("nowhere.csv"));
        assertThat(CsvSearch.in(repository).get(Family.RESULTS)).containsExactly(repository.resolve("sweeps/x.csv"));
    }

    private List<Path> paths(String... names) {
        return List.of(names).stream().map(repository::resolve).toList();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(repository.resolve(file).getParent());
        Files.writeString(repository.resolve(file), text);
    }
}
