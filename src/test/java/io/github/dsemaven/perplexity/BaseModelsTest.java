/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseModelsTest {
    private final BaseModels models = new BaseModels(Map.of("Own-1B", "me/Own-1B"));

    @ParameterizedTest
    @CsvSource({
        "HF://mlc-ai/Llama-3-8B-Instruct-q4f16_1-MLC, meta-llama/Meta-Llama-3-8B-Instruct, q4f16_1",
        "HF://mlc-ai/Llama-3.2-1B-q0f16-MLC, meta-llama/Llama-3.2-1B, q0f16",
        "mlc-ai/Llama-2-7b-chat-hf-q4f16_1-MLC, meta-llama/Llama-2-7b-chat-hf, q4f16_1",
        "Mistral-7B-Instruct-v0.3-q3f16_1-MLC, mistralai/Mistral-7B-Instruct-v0.3, q3f16_1",
        "HF://mlc-ai/Qwen2.5-0.5B-Instruct-q0f32-MLC, Qwen/Qwen2.5-0.5B-Instruct, q0f32",
        "Qwen3-1.7B-q4bf16_1-MLC, Qwen/Qwen3-1.7B, q4bf16_1",
        "gemma-2-2b-it-q4f32_1-MLC, google/gemma-2-2b-it, q4f32_1",
        "HF://mlc-ai/Own-1B-q4f16_1-MLC, me/Own-1B, q4f16_1"
    })
    void anMlcModelNamesModelAndScheme(String mlcModel, String model, String scheme) {
        // When
        MlcName name = MlcName.parse(mlcModel).orElseThrow();

        // Then
        assertThat(models.of(name.model())).contains(model);
        assertThat(name.scheme()).isEqualTo(scheme);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hermes-2-Pro-Llama-3-8B",
                "Llama-3-8B-Instruct-fp8",
                "xLlama-3-8B",
                "DeepSeek-R1-Distill-Qwen2.5-7B",
                "Qwen2.5-Math-7B"
            })
    void aNameThatOnlyHoldsAnotherIsNotThatModel(String model) {
        assertThat(models.of(model)).isEmpty();
    }

    @Test
    void theScriptTookTheModelBeforeItsTuning() {
        assertThat(models.ofTheScript("Llama-3-8B-Instruct")).contains("meta-llama/Meta-Llama-3-8B");
        assertThat(models.ofTheScript("Llama-3-8B")).isEmpty();
        assertThat(models.ofTheScript("Own-1B")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Llama-3-8B-MLC", "a/b/c-q4f16_1-MLC", "q4f16_1", "../x-q4f16_1"})
    void whatHasNoQuantizationIsNoName(String text) {
        assertThat(MlcName.parse(text)).isEqualTo(Optional.empty());
    }
}
