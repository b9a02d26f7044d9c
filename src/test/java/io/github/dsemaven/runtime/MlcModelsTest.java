/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.hub.HubSettings.Downloads;
import io.github.dsemaven.perplexity.BaseModels;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlcModelsTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();

    @Test
    void modelAndSchemeComeFromTheName() {
        // When
        EvaluationSettings named = named(Map.of("mlcModel", "HF://mlc-ai/Llama-3-8B-Instruct-q4f16_1-MLC"));

        // Then
        assertThat(named.value("hfModel")).contains("meta-llama/Meta-Llama-3-8B-Instruct");
        assertThat(named.value("quantization")).contains("q4f16_1");
        assertThat(log)
                .containsExactly("HF://mlc-ai/Llama-3-8B-Instruct-q4f16_1-MLC is evaluated as"
                        + " meta-llama/Meta-Llama-3-8B-Instruct in q4f16_1; the Python script took"
                        + " meta-llama/Meta-Llama-3-8B, which <hfModel> can name");
    }

    @Test
    void whatTheUserSaysCounts() {
        assertThat(named(Map.of("mlcModel", "Llama-3-8B-q4f16_1-MLC", "quantization", "fp16"))
                        .value("quantization"))
                .contains("fp16");
        var both = Map.of("mlcModel", "Llama-3-8B-q4f16_1-MLC", "hfModel", "models/x");
        assertThat(named(both).values()).isEqualTo(both);
    }

    @Test
    void theModelCardSaysWhatTheTableLacks() throws IOException {
        // Given
        Path kept = folder.resolve("hub/models--mlc-ai--Other-1B-q4f16_1-MLC");
        Path snapshot = Files.createDirectories(kept.resolve("snapshots").resolve(COMMIT));
        Files.createDirectories(kept.resolve("refs"));
        Files.writeString(kept.resolve("refs/main"), COMMIT);
        Files.writeString(snapshot.resolve("README.md"), "---\nbase_model: other/Other-1B\n---\n");

        // Then
        assertThat(named(Map.of("mlcModel", "HF://mlc-ai/Other-1B-q4f16_1-MLC")).value("hfModel"))
                .contains("other/Other-1B");
        assertThat(named(Map.of("mlcModel", "HF://mlc-ai/Unknown-1B-q4f16_1-MLC"))
                        .value("hfModel"))
                .isEmpty();
    }

    private EvaluationSettings named(Map<String, String> values) {
        HubSettings settings = HubSettings.of(
                        Map.of("HF_HUB_CACHE", folder.resolve("hub").toString()), folder)
                .withDownloads(Downloads.MAVEN_OFFLINE);
        Log heard = new Log() {
            @Override
            public void info(String message) {
                log.add(message);
            }

            @Override
            public void warn(String message) {
                log.add(message);
            }

            @Override
            public void debug(String message) {}
        };
        return new MlcModels(new BaseModels(Map.of()), settings, heard)
                .named(List.of(new EvaluationSettings("", values)))
                .get(0);
    }
}
