/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Attention;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.FeedForward;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Layer;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Residual;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Scales;
import java.util.Optional;
import java.util.function.IntFunction;

/** More families' keys and defaults, which are those of the family's class in transformers. */
final class LaterFamilies {
    private static final double OLMO3_THETA = 500_000;

    private LaterFamilies() {}

    static ModelConfiguration stablelm(Families family) {
        ConfigurationKeys keys = family.keys;
        boolean bias = keys.flag("use_qkv_bias", false);
        Attention attention = family.attention(32, 0, 0, bias, false, keys.flag("qk_layernorm", false));
        return family.model(4096, "layer_norm_eps", 1e-5, false)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", false))
                .with(new Residual(keys.flag("use_parallel_residual", false), true, true, true, 0))
                .layers(rotated(attention, family.rotary(attention, 4096), 10000, 0.25));
    }

    static ModelConfiguration olmo(Families family) {
        ConfigurationKeys keys = family.keys;
        boolean bias = keys.flag("attention_bias", false);
        double clip = keys.has("clip_qkv") ? keys.positive("clip_qkv") : 0;
        Attention attention = family.attention(0, 0, 0, bias, bias, false).clipped(clip);
        return family.model(2048, 1e-5, false)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", false))
                .with(new Residual(false, true, true, false, 0))
                .layers(rotated(attention, family.rotary(attention, 2048), 10000, 1));
    }

    static ModelConfiguration seedOss(Families family) {
        ConfigurationKeys keys = family.keys;
        Attention attention = family.attention(
                8, headSize(keys), 0, keys.flag("attention_bias", true), keys.flag("attention_out_bias", false), false);
        return family.model(524288, "rms_norm_eps", 1e-6, false)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", keys.flag("mlp_bias", false)))
                .layers(rotated(attention, family.rotary(attention, 524288), 10000, 1));
    }

    static ModelConfiguration ernie(Families family) {
        ConfigurationKeys keys = family.keys;
        boolean bias = keys.flag("use_bias", false);
        Attention attention = family.attention(2, headSize(keys), 0, bias, bias, false);
        return family.model(131072, "rms_norm_eps", 1e-5, true)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", bias))
                .layers(rotated(attention, family.rotary(attention, 131072), 500000, 1));
    }

    /** 128 where the key is absent; null is a share of the width. */
    private static int headSize(ConfigurationKeys keys) {
        return keys.isGiven("head_dim") ? 0 : 128;
    }

    static ModelConfiguration nemotron(Families family) {
        ConfigurationKeys keys = family.keys;
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = family.attention(0, 0, 0, bias, bias, false);
        return family.model(4096, "norm_eps", 1e-5, false)
                .with(attention)
                .with(family.feedForward("intermediate_size", "relu2", keys.flag("mlp_bias", false)))
                .layers(rotated(attention, family.rotary(attention, 4096), 10000, 0.5));
    }

    static ModelConfiguration gptj(Families family) {
        ConfigurationKeys keys = family.keys;
        // Left over from the model's training code.
        keys.ignore("rotary", "scale_attn_weights");
        int heads = keys.size("n_head");
        int hidden = keys.size("n_embd");
        int positions = keys.size("n_positions", 2048);
        int rotated = keys.size("rotary_dim", 64);
        Attention attention = new Attention(heads, heads, family.divide(hidden, heads), 0, false, false, false);
        if (rotated % 2 != 0
                || rotated > attention.headSize()
                || keys.isGiven("rotary_dim") && !keys.has("rotary_dim")) {
            throw keys.wrong(
                    "rotary_dim",
                    (keys.has("rotary_dim")
                                    ? "is " + rotated
                                    : keys.isGiven("rotary_dim") ? "is null" : "is 64 if absent")
                            + ", not an even part of the " + attention.headSize() + " dimensions of a head");
        }
        var rotary = new RotaryConfiguration(10000, rotated, positions, new RotaryScaling.None());
        FeedForward feedForward = new FeedForward(
                keys.size("n_inner", 4 * hidden), family.activation("activation_function", "gelu_new"), true, 0, 0);
        return family.model(
                        keys.size("vocab_size"),
                        hidden,
                        positions,
                        keys.notNegative("layer_norm_epsilon", 1e-5),
                        keys.flag("tie_word_embeddings", false))
                .with(attention)
                .with(feedForward)
                .layers(
                        family.layers("n_layer"),
                        layer -> new Layer(0, SharedKeys.defaultScale(attention), Optional.of(rotary)));
    }

    static ModelConfiguration gptBigCode(Families family) {
        ConfigurationKeys keys = family.keys;
        // How softmax rounds in 16 bits, what follows from multi_query, and settings of the model's own runner.
        keys.ignore("attention_softmax_in_fp32", "scale_attention_softmax_in_fp32", "num_key_value_heads");
        keys.ignore("pad_key_length", "pre_allocate_kv_cache", "inference_runner", "validate_runner_input");
        int heads = keys.size("n_head");
        int hidden = keys.size("n_embd");
        int keyHeads = keys.flag("multi_query", true) ? 1 : heads;
        Attention attention = new Attention(heads, keyHeads, family.divide(hidden, heads), 0, true, true, false);
        double scale = keys.flag("scale_attn_weights", true) ? SharedKeys.defaultScale(attention) : 1;
        FeedForward feedForward = new FeedForward(
                keys.size("n_inner", 4 * hidden),
                family.activation("activation_function", "gelu_pytorch_tanh"),
                true,
                0,
                0);
        return family.model(
                        keys.size("vocab_size"),
                        hidden,
                        keys.size("n_positions", 1024),
                        keys.notNegative("layer_norm_epsilon", 1e-5),
                        keys.flag("tie_word_embeddings", true))
                .with(attention)
                .with(feedForward)
                .layers(family.layers("n_layer"), layer -> new Layer(0, scale, Optional.empty()));
    }

    static ModelConfiguration cohere(Families family) {
        ConfigurationKeys keys = family.keys;
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = family.attention(0, 0, 0, bias, bias, keys.flag("use_qk_norm", false));
        return family.model(8192, "layer_norm_eps", 1e-5, true)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", false))
                .with(new Scales(1, 1, keys.positive("logit_scale", 0.0625), 0))
                .layers(rotated(attention, family.rotary(attention, 8192), 500000, 1));
    }

    static ModelConfiguration cohere2(Families family) {
        ConfigurationKeys keys = family.keys;
        // Of the model's training code; transformers computes as these say in published models, whatever they say.
        keys.ignore("order_of_interleaved_layers", "position_embedding_type", "rotary_pct", "layer_switch");
        keys.ignore("use_embedding_sharing", "use_gated_activation", "use_parallel_block", "use_parallel_embedding");
        keys.ignore("use_qk_norm");
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = family.attention(0, 0, 0, bias, bias, false);
        IntFunction<Integer> windows = patterned(family, family.slidingWindow());
        RotaryReader rotary = family.rotary(attention, 8192);
        return family.model(8192, "layer_norm_eps", 1e-5, true)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", false))
                .with(new Scales(1, 1, keys.positive("logit_scale", 0.0625), 0))
                .layers(layer -> new Layer(
                        windows.apply(layer),
                        SharedKeys.defaultScale(attention),
                        windows.apply(layer) > 0
                                ? Optional.of(rotary.read("sliding_attention", 10000, 1))
                                : Optional.empty()));
    }

    /** Windows by {@code layer_types}, else in all layers but each fourth or as the key says. */
    private static IntFunction<Integer> patterned(Families family, int window) {
        if (family.keys.has("layer_types")) {
            family.keys.ignore("sliding_window_pattern");
            return family.windows(window, layer -> true);
        }
        int pattern = family.keys.size("sliding_window_pattern", 4);
        return family.windows(window, layer -> (layer + 1) % pattern != 0);
    }

    static ModelConfiguration glm4(Families family) {
        Attention attention = family.attention(2, 128, 0, family.keys.flag("attention_bias", true), false, false);
        return family.model(131072, "rms_norm_eps", 0.00000015625, false)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", false))
                .layers(rotated(attention, family.rotary(attention, 131072), 10000, 0.5));
    }

    static ModelConfiguration exaone4(Families family) {
        ConfigurationKeys keys = family.keys;
        Attention attention = family.attention(32, 0, 0, false, false, true);
        int window = keys.window("sliding_window", 4096);
        if (window == 0) {
            keys.ignore("sliding_window_pattern");
        }
        IntFunction<Integer> windows = window == 0 ? family.windows(0, layer -> false) : patterned(family, window);
        RotaryReader rotary = family.rotary(attention, 2048);
        return family.model(2048, "rms_norm_eps", 1e-5, false)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", false))
                .layers(layer -> new Layer(
                        windows.apply(layer),
                        SharedKeys.defaultScale(attention),
                        window == 0 || windows.apply(layer) > 0
                                ? Optional.of(rotary.read("full_attention", 10000, 1))
                                : Optional.empty()));
    }

    static ModelConfiguration olmo3(Families family) {
        ConfigurationKeys keys = family.keys;
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = family.attention(0, 0, 0, bias, bias, true);
        IntFunction<Integer> windows = family.windows(family.slidingWindow(), layer -> (layer + 1) % 4 != 0);
        RotaryReader rotary = family.rotary(attention, 2048);
        Optional<ConfigurationKeys> parameters = keys.object("rope_parameters");
        boolean typed = parameters.filter(ConfigurationKeys::isNested).isPresent();
        if (parameters.isPresent() && !typed) {
            throw keys.wrong(
                    "rope_parameters",
                    "has none for each of \"full_attention\" and \"sliding_attention\", which this model_type needs");
        }
        if (keys.positive("rope_theta", OLMO3_THETA) != OLMO3_THETA && !typed) {
            // transformers 5 takes it for some of the layers only.
            throw keys.wrong(
                    "rope_theta",
                    "is not 500000, which transformers 5 does not read for layers with a sliding window; write"
                            + " rope_parameters for \"full_attention\" and \"sliding_attention\" instead");
        }
        return family.model(2048, "rms_norm_eps", 1e-5, false)
                .with(attention)
                .with(family.feedForward("intermediate_size", "silu", false))
                .layers(layer -> new Layer(
                        windows.apply(layer),
                        SharedKeys.defaultScale(attention),
                        Optional.of(
                                windows.apply(layer) > 0 && !typed
                                        // As transformers 4 spells it, a scaling is meant for the other layers.
                                        ? rotary.plain(OLMO3_THETA)
                                        : rotary.read(
                                                SharedKeys.layerType(layer, windows.apply(layer)), OLMO3_THETA, 1))));
    }

    private static IntFunction<Layer> rotated(Attention attention, RotaryReader rotary, double theta, double part) {
        return layer -> new Layer(
                0, SharedKeys.defaultScale(attention), Optional.of(rotary.read("full_attention", theta, part)));
    }
}
