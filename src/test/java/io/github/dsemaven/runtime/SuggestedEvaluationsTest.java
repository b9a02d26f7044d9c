/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dse/models",
                "dse/models/Gone-1B",
                "dse/models/Tiny-1B/config.json",
                "dse/texts",
                "dse/texts/gone.txt",
                "dse/kv_cache_dse_results_Tiny-1B-q3f16_1-MLC.csv"
            })
    void aLinkThatLeadsNowhereIsNamed(String link) throws IOException {
        for (String name : List.of("dse/models/Tiny-1B/config.json", "dse/texts/own.txt")) {
            if (!name.startsWith(link)) {
                file(name);
            }
        }
        Files.createDirectories(project.resolve(link).getParent());
        Files.createSymbolicLink(project.resolve(link), Path.of("nowhere"));

        assertThatThrownBy(() -> SuggestedEvaluations.of(project))
                .isInstanceOf(DseException.class)
                .hasMessageContaining(link + ": is a link to nowhere, which does not exist");
    }

    @Test
    void linksThatHaveNothingToDoWithEvaluationsAreLeftAlone() throws IOException {
        file("dse/models/Tiny-1B/config.json");
        file("dse/texts/own.txt");
        Files.createSymbolicLink(project.resolve("dse/notes.md"), Path.of("nowhere"));
        Files.createSymbolicLink(project.resolve("dse/texts/picture.png"), Path.of("nowhere"));

        assertThat(SuggestedEvaluations.of(project)).hasSize(1);
    }
}
