/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import io.github.dsemaven.perplexity.onnx.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs of small random models of every family and option against plain double arithmetic. */
class ArchitectureReferenceTest {
    /** Longer than a block of queries, so that several blocks and both ends of sliding windows occur. */
    private static final int LENGTH = 150;

    private static final String SIZES = "\"vocab_size\":96,\"hidden_size\":32,\"num_hidden_layers\":3,"
            + "\"num_attention_heads\":4,\"intermediate_size\":48,\"max_position_embeddings\":128,";
    private static final String GROUPED = SIZES + "\"num_key_value_heads\":2,";
    private static final String STABLE = "\"layer_norm_eps\":1e-5,\"partial_rotary_factor\":0.25,";
    private static final String EXPERTS = "\"num_experts\":5,\"num_experts_per_tok\":2,\"moe_intermediate_size\":20,";
    private static final String TYPES =
            "\"layer_types\":[\"sliding_attention\",\"full_attention\",\"sliding_attention\"],";

    @TempDir
    Path folder;

    static Stream<Arguments> models() {
        return Stream.of(
                model("llama", GROUPED + "\"rms_norm_eps\":1e-5,\"rope_theta\":500000.0,\"torch_dtype\":\"float16\""),
                model(
                        "llama",
                        SIZES
                                + "\"attention_bias\":true,\"mlp_bias\":true,\"head_dim\":12,\"tie_word_embeddings\":true"),
                model("llama", GROUPED + "\"rope_scaling\":{\"type\":\"linear\",\"factor\":3.0}"),
                model("llama", GROUPED + "\"rope_scaling\":{\"type\":\"dynamic\",\"factor\":2.0}"),
                model(
                        "llama",
                        GROUPED + "\"rope_parameters\":{\"rope_type\":\"llama3\",\"rope_theta\":5000.0,\"factor\":8.0,"
                                + "\"low_freq_factor\":1.0,\"high_freq_factor\":4.0,\"original_max_position_embeddings\":64}"),
                model(
                        "llama",
                        GROUPED + "\"rope_scaling\":{\"rope_type\":\"yarn\",\"factor\":4.0,"
                                + "\"original_max_position_embeddings\":32}"),
                model(
                        "llama",
                        GROUPED + "\"rope_scaling\":{\"rope_type\":\"yarn\",\"factor\":4.0,\"beta_fast\":16,"
                                + "\"beta_slow\":2,\"attention_factor\":1.3,\"original_max_position_embeddings\":512}"),
                model("mistral", GROUPED + "\"sliding_window\":40,\"rope_theta\":10000.0"),
                model("mistral", GROUPED + "\"sliding_window\":null,\"head_dim\":16"),
                model(
                        "mixtral",
                        GROUPED + "\"sliding_window\":null,\"num_local_experts\":4,\"num_experts_per_tok\":2,"
                                + "\"rope_theta\":1000000.0,\"router_aux_loss_coef\":0.02"),
                model("qwen2", GROUPED + "\"use_sliding_window\":false,\"sliding_window\":40,\"max_window_layers\":1"),
                model(
                        "qwen2",
                        GROUPED + "\"use_sliding_window\":true,\"sliding_window\":40,\"max_window_layers\":1,"
                                + "\"tie_word_embeddings\":true"),
                model("qwen3", GROUPED + "\"head_dim\":16,\"attention_bias\":false,\"rope_theta\":1000000"),
                model("qwen3", GROUPED + "\"head_dim\":8,\"attention_bias\":true"),
                model("olmo2", GROUPED + "\"rms_norm_eps\":1e-6,\"rope_theta\":500000"),
                model(
                        "smollm3",
                        GROUPED + "\"no_rope_layer_interval\":2,\"rope_theta\":5000000.0,\"tie_word_embeddings\":true"),
                model(
                        "smollm3",
                        GROUPED + "\"no_rope_layers\":[1,0,1],\"use_sliding_window\":true,\"sliding_window\":30,"
                                + "\"rope_theta\":10000.0,\"tie_word_embeddings\":false"),
                model(
                        "starcoder2",
                        GROUPED + "\"hidden_act\":\"gelu_pytorch_tanh\",\"sliding_window\":64,\"use_bias\":true,"
                                + "\"norm_epsilon\":1e-5,\"tie_word_embeddings\":true"),
                model(
                        "starcoder2",
                        GROUPED + "\"hidden_act\":\"gelu_pytorch_tanh\",\"use_bias\":false,"
                                + "\"tie_word_embeddings\":false"),
                model(
                        "granite",
                        GROUPED + "\"embedding_multiplier\":12.0,\"residual_multiplier\":0.22,"
                                + "\"attention_multiplier\":0.3,\"logits_scaling\":8.0,\"tie_word_embeddings\":true"),
                model(
                        "phi",
                        SIZES + "\"hidden_act\":\"gelu_new\",\"partial_rotary_factor\":0.5,\"layer_norm_eps\":1e-5"),
                model("phi", SIZES + "\"hidden_act\":\"gelu_new\",\"partial_rotary_factor\":0.5,\"qk_layernorm\":true"),
                model("olmo", GROUPED + "\"clip_qkv\":0.3,\"attention_bias\":true"),
                model("stablelm", GROUPED + STABLE + "\"qk_layernorm\":true,\"use_qkv_bias\":true"),
                model("stablelm", GROUPED + STABLE + "\"use_parallel_residual\":true"),
                model(
                        "cohere",
                        GROUPED + "\"use_qk_norm\":true,\"attention_bias\":true,\"layer_norm_eps\":1e-5,"
                                + "\"logit_scale\":0.5,\"rope_theta\":10000.0,\"tie_word_embeddings\":false"),
                model(
                        "ernie4_5",
                        GROUPED + "\"use_bias\":true,\"head_dim\":16,\"rms_norm_eps\":1e-5,\"rope_theta\":500000.0,"
                                + "\"tie_word_embeddings\":true"),
                model(
                        "seed_oss",
                        GROUPED + "\"attention_bias\":false,\"attention_out_bias\":true,\"mlp_bias\":true,"
                                + "\"head_dim\":16,\"rms_norm_eps\":1e-6"),
                model(
                        "qwen2_moe",
                        GROUPED + EXPERTS + "\"shared_expert_intermediate_size\":24,\"norm_topk_prob\":true,"
                                + "\"decoder_sparse_step\":2,\"use_sliding_window\":true,\"sliding_window\":40"),
                model(
                        "qwen2_moe",
                        GROUPED + EXPERTS + "\"shared_expert_intermediate_size\":24,\"qkv_bias\":false,"
                                + "\"mlp_only_layers\":[0]"),
                model(
                        "qwen3_moe",
                        GROUPED + EXPERTS + "\"norm_topk_prob\":true,\"attention_bias\":true,\"mlp_only_layers\":[2],"
                                + "\"use_sliding_window\":true,\"sliding_window\":40"),
                model("phi3", GROUPED + "\"sliding_window\":50,\"original_max_position_embeddings\":128"),
                model(
                        "phi3",
                        GROUPED + "\"partial_rotary_factor\":0.75,\"original_max_position_embeddings\":64,"
                                + "\"rope_scaling\":{\"type\":\"longrope\",\"short_factor\":[1.0,1.1,1.2],"
                                + "\"long_factor\":[2.0,3.0,4.0]},\"sliding_window\":null,\"tie_word_embeddings\":true"),
                model(
                        "phi3",
                        GROUPED + "\"original_max_position_embeddings\":1000,"
                                + "\"rope_scaling\":{\"type\":\"su\",\"short_factor\":[1.0,1.1,1.2,1.3],"
                                + "\"long_factor\":[2.0,3.0,4.0,5.0]}"),
                model(
                        "gemma",
                        GROUPED + "\"head_dim\":16,\"hidden_act\":\"gelu\",\"hidden_activation\":\"gelu_pytorch_tanh\","
                                + "\"tie_word_embeddings\":true"),
                model(
                        "gemma2",
                        GROUPED + "\"head_dim\":16,\"query_pre_attn_scalar\":24,\"sliding_window\":48,"
                                + "\"attn_logit_softcapping\":5.0,\"final_logit_softcapping\":3.0,\"tie_word_embeddings\":true"),
                model(
                        "gemma3_text",
                        GROUPED + "\"head_dim\":16,\"query_pre_attn_scalar\":24,\"sliding_window\":48,"
                                + "\"sliding_window_pattern\":2,\"rope_local_base_freq\":10000.0,\"rope_theta\":1000000.0,"
                                + "\"rope_scaling\":{\"rope_type\":\"linear\",\"factor\":8.0},\"tie_word_embeddings\":true"),
                model(
                        "gemma3_text",
                        GROUPED + TYPES + "\"head_dim\":16,\"query_pre_attn_scalar\":16,\"sliding_window\":32,"
                                + "\"rope_parameters\":{\"full_attention\":{\"rope_type\":\"linear\",\"factor\":8.0,"
                                + "\"rope_theta\":1000000.0},\"sliding_attention\":{\"rope_type\":\"default\","
                                + "\"rope_theta\":10000.0}},\"tie_word_embeddings\":true"),
                model(
                        "gpt2",
                        "\"vocab_size\":96,\"n_embd\":32,\"n_layer\":3,\"n_head\":4,\"n_positions\":160,"
                                + "\"activation_function\":\"gelu_new\",\"tie_word_embeddings\":true"),
                model(
                        "gpt2",
                        "\"vocab_size\":96,\"n_embd\":32,\"n_layer\":3,\"n_head\":4,\"n_positions\":160,\"n_inner\":40,"
                                + "\"scale_attn_by_inverse_layer_idx\":true,\"activation_function\":\"gelu_new\","
                                + "\"tie_word_embeddings\":true"),
                model(
                        "gpt_bigcode",
                        "\"vocab_size\":96,\"n_embd\":32,\"n_layer\":3,\"n_head\":4,\"n_positions\":160,\"n_inner\":40,"
                                + "\"multi_query\":false,\"scale_attn_weights\":false,"
                                + "\"activation_function\":\"gelu\",\"tie_word_embeddings\":true"),
                model("gpt_neox", SIZES + "\"hidden_act\":\"gelu\",\"rotary_pct\":0.25,\"rotary_emb_base\":10000"),
                model(
                        "gpt_neox",
                        SIZES + "\"hidden_act\":\"gelu\",\"rotary_pct\":1.0,\"use_parallel_residual\":false,"
                                + "\"attention_bias\":false"),
                model("opt", opt("\"do_layer_norm_before\":true,\"word_embed_proj_dim\":32")),
                model("opt", opt("\"do_layer_norm_before\":false,\"word_embed_proj_dim\":16")));
    }

    private static String opt(String options) {
        return "\"vocab_size\":96,\"hidden_size\":32,\"num_hidden_layers\":3,\"num_attention_heads\":4,\"ffn_dim\":48,"
                + "\"max_position_embeddings\":160,\"activation_function\":\"relu\",\"tie_word_embeddings\":true,"
                + options;
    }

    private static Arguments model(String type, String keys) {
        return Arguments.of(type, "{\"model_type\":\"" + type + "\"," + keys + "}");
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyTokenAgreesWithDoubleArithmetic(String type, String json) throws IOException {
        JsonObject config = JsonParser.parseString(json).getAsJsonObject();
        var tensors = new RandomTensors();
        int[] ids = new Random(7).ints(LENGTH, 0, 96).toArray();
        double[] expected = new ReferenceDecoder(config, tensors).nll(ids);
        Files.writeString(folder.resolve("config.json"), json);
        tensors.write(folder);
        Checkpoint checkpoint = Checkpoint.open(folder);

        for (AttentionKernel kernel : AttentionKernel.values()) {
            var settings = EngineSettings.cpu(1, 2).withAttention(kernel);
            try (var session = ScoringSession.open(checkpoint, (tensor, kind) -> new Supply.Stored(tensor), settings)) {
                float[][] actual = session.nll(List.of(new TokenWindow(ids, LENGTH - 1), new TokenWindow(ids, 60)));

                assertThat(difference(actual[0], expected))
                        .as("%s %s", type, kernel)
                        .isLessThan(1e-4);
                assertThat(difference(actual[1], expected))
                        .as("%s %s, last 60", type, kernel)
                        .isLessThan(1e-4);
            }
        }
    }

    private static double difference(float[] actual, double[] expected) {
        double worst = 0;
        int offset = expected.length - actual.length;
        for (int i = 0; i < actual.length; i++) {
            worst = Math.max(worst, Math.abs(actual[i] - expected[offset + i]));
        }
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }
}
