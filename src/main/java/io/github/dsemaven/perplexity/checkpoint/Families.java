/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Attention;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.FeedForward;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Layer;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Residual;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Scales;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The keys of each supported family and their defaults, which are those of the family's class in transformers. */
final class Families extends SharedKeys {
    Families(ConfigurationKeys keys, Family family, DType dtype) {
        super(keys, family, dtype);
    }

    ModelConfiguration read() {
        return family.read(this);
    }

    ModelConfiguration llama() {
        return llama(UNSCALED, 2048);
    }

    ModelConfiguration qwen2() {
        return qwen(0, false);
    }

    ModelConfiguration qwen3() {
        return qwen(128, true);
    }

    private ModelConfiguration llama(Scales scales, int positions) {
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = attention(0, 0, 0, bias, bias, false);
        RotaryReader rotary = rotary(attention, positions);
        double scale = family == Family.GRANITE ? keys.positive("attention_multiplier", 1) : defaultScale(attention);
        return model(positions, "rms_norm_eps", 1e-6, false)
                .with(attention)
                .with(feedForward("intermediate_size", "silu", keys.flag("mlp_bias", false)))
                .with(scales)
                .layers(layer -> new Layer(0, scale, Optional.of(rotary.read("full_attention", 10000, 1))));
    }

    ModelConfiguration granite() {
        return llama(
                new Scales(
                        keys.positive("embedding_multiplier", 1),
                        keys.positive("residual_multiplier", 1),
                        1 / keys.positive("logits_scaling", 1),
                        0),
                2048);
    }

    ModelConfiguration mistral() {
        Attention attention = attention(8, 0, 0, false, false, false);
        int window = keys.window("sliding_window", 4096);
        RotaryReader rotary = rotary(attention, 131072);
        return model(131072, "rms_norm_eps", 1e-6, false)
                .with(attention)
                .with(feedForward("intermediate_size", keys.text("hidden_act", "silu"), false))
                .layers(windowed(windows(window, layer -> true), attention, rotary, 10000));
    }

    ModelConfiguration mixtral() {
        Attention attention = attention(8, 0, 0, false, false, false);
        RotaryReader rotary = rotary(attention, 131072);
        FeedForward dense = feedForward("intermediate_size", "silu", false);
        int experts = keys.size("num_local_experts", keys.size("num_experts", 8));
        int expertsPerToken = keys.size("num_experts_per_tok", 2);
        if (expertsPerToken > experts) {
            throw keys.wrong("num_experts_per_tok", "is " + expertsPerToken + " of " + experts + " experts");
        }
        return model(131072, "rms_norm_eps", 1e-5, false)
                .with(attention)
                .with(new FeedForward(dense.size(), dense.activation(), false, experts, expertsPerToken))
                .layers(windowed(windows(keys.window("sliding_window", 0), layer -> true), attention, rotary, 1e6));
    }

    private ModelConfiguration qwen(int headSize, boolean normedHeads) {
        boolean bias = normedHeads ? keys.flag("attention_bias", false) : true;
        Attention attention = attention(32, headSize, 0, bias, normedHeads && bias, normedHeads);
        boolean sliding = keys.flag("use_sliding_window", false);
        int window = sliding ? keys.window("sliding_window", 4096) : 0;
        int from = keys.count("max_window_layers", 28);
        keys.ignore("sliding_window");
        RotaryReader rotary = rotary(attention, 32768);
        return model(32768, "rms_norm_eps", 1e-6, false)
                .with(attention)
                .with(feedForward("intermediate_size", "silu", false))
                .layers(windowed(windows(window, layer -> layer >= from), attention, rotary, 10000));
    }

    ModelConfiguration olmo2() {
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = attention(0, 0, 0, bias, bias, true);
        RotaryReader rotary = rotary(attention, 2048);
        return model(2048, "rms_norm_eps", 1e-5, false)
                .with(attention)
                .with(feedForward("intermediate_size", "silu", false))
                .layers(unwindowed(attention, rotary));
    }

    ModelConfiguration smollm3() {
        keys.ignore("max_window_layers");
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = attention(4, 0, 0, bias, bias, false);
        int interval = keys.size("no_rope_layer_interval", 4);
        boolean named = keys.has("no_rope_layers");
        List<Boolean> listed = named ? keys.flags("no_rope_layers") : List.of();
        IntFunction<Boolean> rotated = layer -> named ? listed.get(layer) : (layer + 1) % interval != 0;
        if (named && listed.size() < layerCount()) {
            throw keys.wrong("no_rope_layers", "has " + listed.size() + " entries for " + layerCount() + " layers");
        }
        int window = keys.flag("use_sliding_window", false) ? keys.window("sliding_window", 0) : 0;
        keys.ignore("sliding_window");
        IntFunction<Integer> windows = windows(window, layer -> !rotated.apply(layer));
        RotaryReader rotary = rotary(attention, 32768);
        return model(32768, "rms_norm_eps", 1e-6, true)
                .with(attention)
                .with(feedForward("intermediate_size", "silu", keys.flag("mlp_bias", false)))
                .layers(layer -> new Layer(
                        windows.apply(layer),
                        defaultScale(attention),
                        rotated.apply(layer) ? Optional.of(rotary.read(layerType(layer), 2e6, 1)) : Optional.empty()));
    }

    ModelConfiguration starcoder2() {
        // Left over from the model's training code; transformers reads norm_epsilon and hidden_act.
        keys.ignore("activation_function", "layer_norm_epsilon", "mlp_type", "norm_type", "scale_attn_weights");
        keys.ignore("attention_softmax_in_fp32", "scale_attention_softmax_in_fp32");
        boolean bias = keys.flag("use_bias", true);
        Attention attention = attention(2, 0, 0, bias, bias, false);
        RotaryReader rotary = rotary(attention, 4096);
        return model(4096, "norm_epsilon", 1e-5, true)
                .with(attention)
                .with(feedForward("intermediate_size", "gelu_pytorch_tanh", bias))
                .layers(windowed(windows(keys.window("sliding_window", 0), layer -> true), attention, rotary, 10000));
    }

    ModelConfiguration phi() {
        Attention attention = attention(0, 0, 0, true, true, keys.flag("qk_layernorm", false));
        RotaryReader rotary = rotary(attention, 2048);
        return model(2048, "layer_norm_eps", 1e-5, false)
                .with(attention)
                .with(feedForward("intermediate_size", "gelu_new", true))
                .with(new Residual(true, true, true, true, 0))
                .layers(layer ->
                        new Layer(0, defaultScale(attention), Optional.of(rotary.read("full_attention", 10000, 0.5))));
    }

    ModelConfiguration phi3() {
        // Phi 4 mini carries keys of its training code that transformers does not read.
        keys.ignore("original_max_position_embeddings", "full_attn_mod", "interpolate_factor");
        Attention attention = attention(0, 0, 0, false, false, false);
        RotaryReader rotary = rotary(attention, 4096);
        return model(4096, "rms_norm_eps", 1e-5, false)
                .with(attention)
                .with(feedForward("intermediate_size", "silu", false))
                .layers(windowed(windows(keys.window("sliding_window", 0), layer -> true), attention, rotary, 10000));
    }

    ModelConfiguration gemma() {
        keys.onlyFalse("use_bidirectional_attention");
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = attention(16, 256, 0, bias, bias, false);
        RotaryReader rotary = rotary(attention, 8192);
        return model(8192, "rms_norm_eps", 1e-6, true)
                .with(attention)
                // The first Gemma's hidden_activation is unread since transformers 5.
                .with(feedForward("intermediate_size", "gelu_pytorch_tanh", false))
                .with(embeddingScale(0))
                .layers(unwindowed(attention, rotary));
    }

    ModelConfiguration gemma2() {
        keys.ignore("sliding_window_size");
        Attention attention = gemmaAttention(capped("attn_logit_softcapping", 50));
        RotaryReader rotary = rotary(attention, 8192);
        double scale = Math.pow(keys.positive("query_pre_attn_scalar", 256), -0.5);
        IntFunction<Integer> windows = windows(slidingWindow(), layer -> layer % 2 == 0);
        return model(8192, "rms_norm_eps", 1e-6, true)
                .with(attention)
                .with(gemmaFeedForward())
                .with(embeddingScale(capped("final_logit_softcapping", 30)))
                .layers(layer ->
                        new Layer(windows.apply(layer), scale, Optional.of(rotary.read(layerType(layer), 10000, 1))));
    }

    ModelConfiguration gemma3() {
        // transformers keeps this key and leaves it unused: its Gemma 3 caps no attention scores.
        keys.ignore("attn_logit_softcapping");
        Attention attention = gemmaAttention(0);
        RotaryReader rotary = rotary(attention, 131072);
        double scale = Math.pow(keys.positive("query_pre_attn_scalar", 256), -0.5);
        int pattern = keys.size("sliding_window_pattern", keys.size("_sliding_window_pattern", 6));
        double local = keys.positive("rope_local_base_freq", 10000);
        boolean typed = keys.object("rope_parameters")
                .filter(ConfigurationKeys::isNested)
                .isPresent();
        IntFunction<Integer> windows = windows(slidingWindow(), layer -> (layer + 1) % pattern != 0);
        return model(131072, "rms_norm_eps", 1e-6, true)
                .with(attention)
                .with(gemmaFeedForward())
                .with(embeddingScale(capped("final_logit_softcapping", 0)))
                .layers(layer -> new Layer(
                        windows.apply(layer),
                        scale,
                        Optional.of(
                                windows.apply(layer) > 0 && !typed
                                        ? rotary.plain(local)
                                        : rotary.read(layerType(layer, windows.apply(layer)), 1e6, 1))));
    }

    /** Layers of Gemma slide whatever the key says, so none without a window: transformers fails too. */
    int slidingWindow() {
        int window = keys.window("sliding_window", 4096);
        if (window == 0) {
            throw keys.wrong("sliding_window", "is null, but this model_type has layers with a sliding window");
        }
        return window;
    }

    private Attention gemmaAttention(double softcap) {
        keys.onlyFalse("use_bidirectional_attention");
        boolean bias = keys.flag("attention_bias", false);
        return attention(4, 256, softcap, bias, bias, family == Family.GEMMA3_TEXT);
    }

    private FeedForward gemmaFeedForward() {
        String absent = keys.text("hidden_act", "gelu_pytorch_tanh");
        Activation activation = named(
                keys.has("hidden_activation") ? "hidden_activation" : "hidden_act",
                keys.text("hidden_activation", absent));
        return new FeedForward(keys.size("intermediate_size"), activation, false, 0, 0);
    }

    /** The embedding is multiplied by the root of its width, rounded to the type the model runs in by the graph. */
    private Scales embeddingScale(double logitSoftcap) {
        return new Scales(Math.sqrt(keys.size("hidden_size")), 1, 1, logitSoftcap);
    }

    ModelConfiguration gpt2() {
        keys.ignore("reorder_and_upcast_attn");
        int heads = keys.size("n_head");
        int hidden = keys.size("n_embd");
        Attention attention = new Attention(heads, heads, divide(hidden, heads), 0, true, true, false);
        double scale = keys.flag("scale_attn_weights", true) ? defaultScale(attention) : 1;
        boolean byLayer = keys.flag("scale_attn_by_inverse_layer_idx", false);
        int size = keys.size("n_inner", 4 * hidden);
        return new Draft(
                        keys.size("vocab_size"),
                        hidden,
                        keys.size("n_positions", 1024),
                        keys.notNegative("layer_norm_epsilon", 1e-5),
                        keys.flag("tie_word_embeddings", true))
                .with(attention)
                .with(new FeedForward(size, activation("activation_function", "gelu_new"), true, 0, 0))
                .layers(
                        layers("n_layer"),
                        layer -> new Layer(0, byLayer ? scale / (layer + 1) : scale, Optional.empty()));
    }

    ModelConfiguration gptNeox() {
        // Every head has keys of its own, whatever the key says: transformers writes it back and never reads it.
        keys.ignore("num_key_value_heads");
        int heads = keys.size("num_attention_heads");
        boolean bias = keys.flag("attention_bias", true);
        Attention attention =
                new Attention(heads, heads, divide(keys.size("hidden_size"), heads), 0, bias, bias, false);
        RotaryReader rotary = rotary(attention, 2048);
        double theta = keys.positive("rotary_emb_base", 10000);
        double partial = keys.positive("rotary_pct", 0.25);
        return model(2048, "layer_norm_eps", 1e-5, false)
                .with(attention)
                .with(feedForward("intermediate_size", "gelu", true))
                .with(new Residual(keys.flag("use_parallel_residual", true), true, true, true, 0))
                .layers(layer -> new Layer(
                        0, defaultScale(attention), Optional.of(rotary.read("full_attention", theta, partial))));
    }

    ModelConfiguration opt() {
        int heads = keys.size("num_attention_heads");
        int hidden = keys.size("hidden_size");
        boolean bias = keys.flag("enable_bias", true);
        boolean normFirst = keys.flag("do_layer_norm_before", true);
        boolean removed = keys.flag("_remove_final_layer_norm", false);
        Attention attention = new Attention(heads, heads, divide(hidden, heads), 0, bias, bias, false);
        return new Draft(
                        keys.size("vocab_size"),
                        hidden,
                        keys.size("max_position_embeddings", 2048),
                        1e-5,
                        keys.flag("tie_word_embeddings", true))
                .with(attention)
                .with(new FeedForward(keys.size("ffn_dim"), activation("activation_function", "relu"), bias, 0, 0))
                .with(new Residual(
                        false,
                        normFirst,
                        normFirst && !removed,
                        keys.flag("layer_norm_elementwise_affine", true),
                        keys.size("word_embed_proj_dim", hidden)))
                .layers(layer -> new Layer(0, defaultScale(attention), Optional.empty()));
    }
}
