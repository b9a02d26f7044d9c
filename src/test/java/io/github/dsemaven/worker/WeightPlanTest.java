/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which modules a scheme touches, as printed, for families that differ in their modules. */
class WeightPlanTest {
    private static final Path ZOO = Path.of("src/test/resources/zoo");

    private static final String LLAMA = "q_proj k_proj v_proj o_proj gate_proj up_proj down_proj";

    @ParameterizedTest
    @CsvSource({
        // separate head: fake_q3 is every nn.Linear, bitsandbytes all but the head, MLC the embedding too
        "llama-linear, fake_q3, LLAMA lm_head",
        "llama-linear, 4bit, LLAMA",
        "llama-linear, 8bit, LLAMA",
        "llama-linear, q4f16_1, embed_tokens LLAMA lm_head",
        "llama-linear, q3f16_0, embed_tokens LLAMA lm_head",
        "llama-linear, q4f32_1, embed_tokens LLAMA lm_head",
        "llama-linear, q4bf16_1, embed_tokens LLAMA lm_head",
        "llama-linear, q4f16_2, LLAMA",
        "llama-linear, q0f16, ''",
        "llama-linear, fp16, ''",
        "llama-linear, w4g32-head, LLAMA lm_head",
        "llama-linear, w4g32-embedding, embed_tokens LLAMA",
        // tied head: quantized in place with the embedding by fake_q3, left alone by bitsandbytes
        "gemma2, fake_q3, embed_tokens LLAMA",
        "gemma2, 4bit, LLAMA",
        "gemma2, q4f16_1, embed_tokens LLAMA",
        "gemma2, q4f16_2, LLAMA",
        // Conv1D is no nn.Linear: fake_q3 leaves all of GPT-2 but its tied head alone
        "gpt2-inverse-layer, fake_q3, wte",
        "gpt2-inverse-layer, 8bit, c_attn c_proj c_fc c_proj",
        "gpt2-inverse-layer, q4f16_1, wpe wte c_attn c_proj c_fc c_proj",
        "opt-350m-like, fake_q3, embed_tokens project_in q_proj k_proj v_proj out_proj fc1 fc2 project_out",
        "opt-350m-like, 4bit, project_in q_proj k_proj v_proj out_proj fc1 fc2 project_out",
        "gpt-neox-parallel, fake_q3, query_key_value dense dense_h_to_4h dense_4h_to_h embed_out",
        "gpt-neox-parallel, 4bit, query_key_value dense dense_h_to_4h dense_4h_to_h",
        "gpt-neox-parallel, q4f16_1, embed_in query_key_value dense dense_h_to_4h dense_4h_to_h embed_out",
        "phi3-partial-sliding, 4bit, qkv_proj o_proj gate_up_proj down_proj",
        "phi, fake_q3, q_proj k_proj v_proj dense fc1 fc2 lm_head",
        // experts are no nn.Linear in transformers 5; MLC quantizes them, but not the router
        "mixtral, fake_q3, q_proj k_proj v_proj o_proj lm_head",
        "mixtral, 4bit, q_proj k_proj v_proj o_proj",
        "mixtral, q4f16_1, embed_tokens q_proj k_proj v_proj o_proj w1 w3 w2 lm_head"
    })
    void modulesAreThoseOfTheFramework(String model, String scheme, String modules) {
        Checkpoint checkpoint = Checkpoint.open(ZOO.resolve(model));

        List<String> quantized = WeightPlan.of(
                        checkpoint, QuantizationSchemes.parse(Place.of("test"), scheme), DType.F32)
                .quantized();

        assertThat(quantized.stream()
                        .map(line -> line.replaceAll(" \\(.*", "").replaceAll(".*\\.", ""))
                        .distinct()
                        .collect(Collectors.joining(" ")))
                .isEqualTo(distinct(modules.replace("LLAMA", LLAMA)));
    }

    private static String distinct(String words) {
        return List.of(words.split(" ")).stream().distinct().collect(Collectors.joining(" "));
    }
}
