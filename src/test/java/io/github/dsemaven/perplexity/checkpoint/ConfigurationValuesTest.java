/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.DseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of every family with values outside its range: refused by its name, or as if it were absent. */
class ConfigurationValuesTest {
    private static final List<String> BAD =
            List.of("-1", "0", "0.5", "1e300", "-2147483648", "4294967296", "\"x\"", "true", "[]", "{}", "null");

    /** Of these a value of the list is one like any other. */
    private static final Set<String> LEGAL = Set.of(
            "max_window_layers=0",
            "beta_fast=0.5",
            "beta_slow=0.5",
            "rope_scaling={}",
            "rope_parameters={}",
            // without a type the other keys are refused
            "rope_type=null",
            // null is none, or as many as heads
            "sliding_window=null",
            "num_key_value_heads=null",
            "head_dim=null",
            // dense
            "num_experts=0",
            "num_local_experts=0",
            "attn_logit_softcapping=null",
            "final_logit_softcapping=null");

    private static final Set<String> FRACTIONS = Set.of(
            "rope_theta",
            "rope_local_base_freq",
            "rotary_emb_base",
            "query_pre_attn_scalar",
            "attn_logit_softcapping",
            "final_logit_softcapping",
            "embedding_multiplier",
            "residual_multiplier",
            "attention_multiplier",
            "logits_scaling",
            "factor",
            "attention_factor",
            "mscale",
            "mscale_all_dim",
            "low_freq_factor",
            "high_freq_factor",
            "original_max_position_embeddings",
            "partial_rotary_factor",
            "rotary_pct",
            "clip_qkv",
            "logit_scale",
            "norm_eps",
            "rms_norm_eps",
            "layer_norm_eps",
            "layer_norm_epsilon",
            "norm_epsilon");

    private static final Set<String> FROM_ZERO = Set.of(
            "norm_eps",
            "rms_norm_eps",
            "layer_norm_eps",
            "layer_norm_epsilon",
            "norm_epsilon",
            "mscale",
            "mscale_all_dim",
            "beta_fast",
            "beta_slow");

    static Stream<String> families() {
        return Family.names().stream();
    }

    private static JsonObject base(String type) {
        JsonObject json = JsonParser.parseString(FamilyConfigurations.of(type)).getAsJsonObject();
        if (type.startsWith("qwen") || type.equals("smollm3")) {
            json.addProperty("use_sliding_window", true);
            json.addProperty("sliding_window", 16);
        }
        return json;
    }

    private static Set<String> keys(String type) {
        var keys = new ConfigurationKeys("config.json", base(type));
        new Families(keys, Family.named(type).orElseThrow(), DType.F32).read();
        return new TreeSet<>(keys.known());
    }

    private static ModelConfiguration read(JsonObject json) {
        return ConfigurationReader.parse("config.json", json.toString());
    }

    @ParameterizedTest
    @MethodSource("families")
    void noValueMakesAThirdNumber(String type) {
        List<String> wrong = new ArrayList<>();
        for (String key : keys(type)) {
            JsonObject without = base(type);
            without.remove(key);
            for (String value : BAD) {
                JsonObject with = base(type);
                with.add(key, JsonParser.parseString(value));
                if (!isLegal(key, value) && !isRefusedOrAbsent(with, without, key)) {
                    wrong.add(key + "=" + value);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isLegal(String key, String value) {
        return LEGAL.contains(key + "=" + value)
                || value.equals("0.5") && FRACTIONS.contains(key)
                || value.equals("4294967296") && (FRACTIONS.contains(key) || FROM_ZERO.contains(key))
                || value.equals("0") && FROM_ZERO.contains(key)
                || value.equals("true") && isFlag(key);
    }

    private static boolean isFlag(String key) {
        return key.startsWith("use_")
                || key.endsWith("bias")
                || key.endsWith("layernorm")
                || key.startsWith("scale_attn")
                || key.equals("norm_topk_prob")
                || key.equals("multi_query")
                || List.of(
                                "tie_word_embeddings",
                                "do_layer_norm_before",
                                "_remove_final_layer_norm",
                                "layer_norm_elementwise_affine",
                                "truncate")
                        .contains(key);
    }

    private static boolean isRefusedOrAbsent(JsonObject with, JsonObject without, String key) {
        ModelConfiguration read;
        try {
            read = read(with);
        } catch (DseException e) {
            assertThat(e.getMessage()).as(with.toString()).contains(key + "\"");
            return true;
        }
        try {
            return read.equals(read(without));
        } catch (DseException e) {
            return false; // needed, and taken nevertheless
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'rope_type':'linear','factor':2.0}",
                "{'rope_type':'dynamic','factor':2.0}",
                "{'rope_type':'llama3','factor':8.0,'low_freq_factor':1.0,'high_freq_factor':4.0,"
                        + "'original_max_position_embeddings':64}",
                "{'rope_type':'yarn','factor':4.0,'original_max_position_embeddings':64,'beta_fast':32,'beta_slow':1,"
                        + "'mscale':1.0,'mscale_all_dim':1.0,'attention_factor':1.1,'truncate':true}",
                "{'rope_type':'longrope','short_factor':[1,1,1,1],'long_factor':[2,2,2,2],"
                        + "'original_max_position_embeddings':64,'attention_factor':1.1,'factor':4.0}"
            })
    void neitherDoValuesOfAScaling(String scaling) {
        JsonObject rope = JsonParser.parseString(scaling.replace('\'', '"')).getAsJsonObject();
        rope.addProperty("rope_theta", 10000);
        for (String key : List.copyOf(rope.keySet())) {
            for (String value : BAD) {
                if (!isLegal(key, value)) {
                    JsonObject changed = rope.deepCopy();
                    changed.add(key, JsonParser.parseString(value));
                    JsonObject without = rope.deepCopy();
                    without.remove(key);
                    assertThat(isRefusedOrAbsent(scaled(changed), scaled(without), key))
                            .as(changed.toString())
                            .isTrue();
                }
            }
        }
    }

    private static JsonObject scaled(JsonElement scaling) {
        JsonObject json = base("llama");
        json.add("rope_parameters", scaling);
        return json;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phi3|\"rope_scaling\":{\"type\":\"longrope\",\"short_factor\":[1,0,1,1],\"long_factor\":[1,1,1,1]}|short_factor",
                "gptj|\"rotary_dim\":null|rotary_dim",
                "gptj|\"rotary_dim\":10|rotary_dim",
                "cohere2|\"sliding_window\":null|sliding_window",
                "olmo3|\"rope_theta\":10000|rope_theta",
                "olmo3|\"rope_parameters\":{\"rope_type\":\"default\"}|rope_parameters",
                "exaone4|\"sliding_window_pattern\":\"LLLG\"|sliding_window_pattern",
                "qwen2_moe|\"num_experts\":2,\"num_experts_per_tok\":3|num_experts_per_tok",
                "qwen3_moe|\"mlp_only_layers\":[-1]|mlp_only_layers",
                "mixtral|\"num_local_experts\":2,\"num_experts_per_tok\":3|num_experts_per_tok",
                "smollm3|\"no_rope_layers\":[1,2,1,0]|no_rope_layers",
                "smollm3|\"no_rope_layers\":[]|no_rope_layers",
                "gemma2|\"sliding_window\":null|sliding_window",
                "gemma3_text|\"sliding_window_pattern\":0|sliding_window_pattern",
                "qwen2|\"layer_types\":[1,2,3,4]|layer_types",
                "llama|\"is_causal\":false|is_causal",
                "llama|\"text_config\":{}|model_type"
            })
    void valuesThatContradictAreNamed(String type, String more, String key) {
        String json = FamilyConfigurations.of(type);
        try {
            ConfigurationReader.parse("config.json", json.substring(0, json.length() - 1) + "," + more + "}");
            fail("accepted");
        } catch (DseException e) {
            assertThat(e.getMessage()).contains(key + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral", "mixtral", "phi3", "starcoder2", "qwen2", "qwen3", "smollm3"})
    void noWindowIsFullAttention(String type) {
        JsonObject json = base(type);
        json.add("sliding_window", JsonParser.parseString("null"));

        assertThat(read(json).layers()).allMatch(layer -> layer.slidingWindow() == 0);
    }

    @Test
    void aWindowThatIsNotUsedIsNotRead() {
        JsonObject json = base("qwen2");
        json.addProperty("use_sliding_window", false);
        json.addProperty("sliding_window", -1);

        assertThat(read(json).layers()).allMatch(layer -> layer.slidingWindow() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'custom_pipelines':{'text-generation':{'impl':'x.Y','pt':'AutoModelForCausalLM'}}",
                "'author':'x'",
                "'license':'MIT'",
                "'tags':['a']",
                "'datasets':['x']",
                "'language':'en'",
                "'description':'A model'",
                "'unsloth_fixed':true",
                "'_name_or_path':'x'",
                "'auto_map':{'AutoConfig':'c.C'}",
                "'pretraining_tp':2",
                "'use_flash_attn':true",
                "'rope_ratio':1",
                "'tokenizer_model':'x'",
                "'max_seq_len':2048",
                "'loss_type':'ForCausalLM'",
                "'seed':42",
                "'neuron':{'compiler':'x'}",
                "'peft_config':{'r':8}",
                "'transformers.js_config':{'dtype':'q4'}",
                "'_experts_implementation':'eager'",
                "'torchscript':true",
                "'output_attentions':true",
                "'framework':'pt'"
            })
    void whatTransformersLeavesUnreadIsAccepted(String key) {
        for (String type : Family.names()) {
            String json = FamilyConfigurations.of(type);
            String with = json.substring(0, json.length() - 1) + "," + key.replace('\'', '"') + "}";

            assertThat(ConfigurationReader.parse("config.json", with))
                    .isEqualTo(ConfigurationReader.parse("config.json", json));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "use_qk_norm",
                "clip_qkv",
                "attention_chunk_size",
                "num_experts",
                "moe_layers",
                "alibi",
                "useQkNorm",
                "logit_scale",
                "scale_emb",
                "residual_scale",
                "parallel_attn",
                "multi_query",
                "pruned_heads",
                "position_embedding_type",
                "weight_tying",
                "ffn_hidden_size",
                "n_inner_layers"
            })
    void whatSoundsLikeArithmeticIsRefused(String key) {
        JsonObject json = base("llama");
        json.addProperty(key, 2);
        try {
            read(json);
            fail("accepted " + key);
        } catch (DseException e) {
            assertThat(e.getMessage()).contains("\"" + key + "\"").contains("may change the result");
        }
    }
}
