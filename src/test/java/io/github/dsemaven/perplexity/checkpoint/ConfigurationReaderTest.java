/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
    private static final String SIZES = "\"vocab_size\":96,\"hidden_size\":32,\"num_hidden_layers\":4,"
            + "\"num_attention_heads\":4,\"intermediate_size\":48";

    @Test
    void bothGenerationsOfKeysSayTheSame() {
        ModelConfiguration four = read(
                "llama",
                "\"rope_theta\":500000.0,\"torch_dtype\":\"bfloat16\",\"rope_scaling\":"
                        + "{\"rope_type\":\"llama3\",\"factor\":8.0,\"low_freq_factor\":1.0,\"high_freq_factor\":4.0,"
                        + "\"original_max_position_embeddings\":8192}");
        ModelConfiguration five = read(
                "llama",
                "\"dtype\":\"bfloat16\",\"rope_parameters\":{\"rope_theta\":500000.0,"
                        + "\"rope_type\":\"llama3\",\"factor\":8.0,\"low_freq_factor\":1.0,\"high_freq_factor\":4.0,"
                        + "\"original_max_position_embeddings\":8192}");

        assertThat(five).isEqualTo(four);
        assertThat(five.dtype()).isEqualTo(DType.BF16);
        assertThat(five.layers().get(0).rotary().orElseThrow().scaling())
                .isEqualTo(new RotaryScaling.Llama3(8, 1, 4, 8192));
    }

    @ParameterizedTest
    @CsvSource({"mistral, 4096", "phi3, 0", "starcoder2, 0", "gemma2, 4096"})
    void anAbsentSlidingWindowIsTheFamilys(String type, int window) {
        assertThat(read(type, "\"num_key_value_heads\":2").layers().get(0).slidingWindow())
                .isEqualTo(window);
    }

    @Test
    void aNullSlidingWindowIsNone() {
        assertThat(read("mistral", "\"num_key_value_heads\":2,\"sliding_window\":null")
                        .layers()
                        .get(0)
                        .slidingWindow())
                .isZero();
    }

    @Test
    void gemma3HasOneFrequencyForEachTypeOfLayer() {
        ModelConfiguration read = read(
                "gemma3_text",
                "\"num_key_value_heads\":2,\"sliding_window_pattern\":2,"
                        + "\"rope_theta\":1e6,\"rope_local_base_freq\":1e4,\"rope_scaling\":{\"rope_type\":\"linear\",\"factor\":8.0}");

        assertThat(read.layers().get(0).rotary().orElseThrow())
                .isEqualTo(new RotaryConfiguration(1e4, 256, 131072, new RotaryScaling.None()));
        assertThat(read.layers().get(1).rotary().orElseThrow())
                .isEqualTo(new RotaryConfiguration(1e6, 256, 131072, new RotaryScaling.Linear(8)));
    }

    @Test
    void yarnsAttentionFactorFollowsFromItsFactor() {
        RotaryScaling scaling = read(
                        "qwen2",
                        "\"num_key_value_heads\":2,\"rope_scaling\":{\"type\":\"yarn\","
                                + "\"factor\":4.0,\"original_max_position_embeddings\":32768}")
                .layers()
                .get(0)
                .rotary()
                .orElseThrow()
                .scaling();

        assertThat(((RotaryScaling.Yarn) scaling).attentionFactor()).isEqualTo(0.1 * Math.log(4) + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama|\"use_qk_norm\":true|use_qk_norm",
                "llama|\"attention_multiplier\":0.5|attention_multiplier",
                "llama|\"rope_scaling\":{\"rope_type\":\"mystery\",\"factor\":2.0}|rope_scaling.rope_type",
                "llama|\"rope_scaling\":{\"rope_type\":\"linear\",\"factor\":2.0,\"twist\":3}|rope_scaling.twist",
                "llama|\"rope_scaling\":{\"rope_type\":\"linear\"}|rope_scaling.factor",
                "llama|\"hidden_act\":\"mish\"|hidden_act",
                "llama|\"dtype\":\"float8\"|dtype",
                "llama|\"num_key_value_heads\":3|num_key_value_heads",
                "llama|\"quantization_config\":{\"bits\":4}|quantization_config",
                "gemma2|\"num_key_value_heads\":2,\"use_bidirectional_attention\":true|use_bidirectional_attention",
                "qwen2|\"num_key_value_heads\":2,\"layer_types\":[\"linear_attention\"]|layer_types"
            })
    void whatIsNotHandledStopsWithTheKeyNamed(String type, String keys, String named) {
        assertThatThrownBy(() -> read(type, keys))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("\"" + named + "\"")
                .hasMessageContaining("config.json");
    }

    @Test
    void keysWithoutEffectPass() {
        read(
                "llama",
                "\"use_cache\":true,\"pretraining_tp\":1,\"attention_dropout\":0.1,\"use_qk_norm\":false,"
                        + "\"experts\":null,\"pruned_heads\":{},\"unsloth_version\":\"2025\",\"_name_or_path\":\"x\"");
    }

    @Test
    void anUnknownFamilyListsTheSupportedOnes() {
        assertThatThrownBy(() -> read("lama", ""))
                .hasMessageContaining("\"lama\", which is not supported")
                .hasMessageContaining("Did you mean \"llama\"?")
                .hasMessageContaining("starcoder2");
    }

    private static ModelConfiguration read(String type, String keys) {
        String more = keys.isEmpty() ? "" : "," + keys;
        return ConfigurationReader.parse("config.json", "{\"model_type\":\"" + type + "\"," + SIZES + more + "}");
    }
}
