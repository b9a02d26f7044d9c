/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestedEvaluationsTest {
    @TempDir
    Path project;

    private void file(String name) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    @Test
    void aModelIsEvaluatedOnEveryTextInEverySchemeThatItsSweepsAreNamedAfter() throws IOException {
        file("dse/models/Tiny-1B/config.json");
        file("dse/models/no-model/notes.txt");
        file("dse/texts/own.txt");
        file("dse/texts/wiki.test.raw");
        file("dse/texts/picture.png");
        file("dse/kv_cache_dse_results_tiny-1b-q4f16_1-MLC.csv");
        file("dse/kv_cache_dse_metrics_tiny-1b-q4f16_1-MLC.csv");
        file("dse/kv_cache_dse_results_tiny-1b-q0f16-MLC.csv");
        file("dse/kv_cache_dse_results_tiny-1b-q9f99-MLC.csv");
        file("dse/kv_cache_dse_results_Other-1B-q3f16_1-MLC.csv");
        String model = "dse/models/Tiny-1B";
        String wiki = "dse/texts/wiki.test.raw";

        assertThat(SuggestedEvaluations.of(project))
                .containsExactly(
                        Map.of("hfModel", model, "dataset", "dse/texts/own.txt"),
                        Map.of(
                                "hfModel",
                                model,
                                "dataset",
                                "dse/texts/own.txt",
                                "quantization",
                                "q4f16_1",
                                "mlcModel",
                                "tiny-1b-q4f16_1-MLC"),
                        Map.of("hfModel", model, "dataset", "wikitext2", "datasetFile", wiki),
                        Map.of(
                                "hfModel",
                                model,
                                "dataset",
                                "wikitext2",
                                "datasetFile",
                                wiki,
                                "quantization",
                                "q4f16_1",
                                "mlcModel",
                                "tiny-1b-q4f16_1-MLC"));
    }

    @Test
    void withoutAModelOrWithoutATextNothingIsSuggested() throws IOException {
        assertThat(SuggestedEvaluations.of(project)).isEmpty();
        file("dse/models/Tiny-1B/config.json");
        assertThat(SuggestedEvaluations.of(project)).isEmpty();
    }
}
