/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Attention;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.FeedForward;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Layer;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Residual;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Scales;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The keys of each supported family and their defaults, which are those of the family's class in transformers. */
final class Families {
    static final List<String> NAMES = List.of(
            "gemma",
            "gemma2",
            "gemma3_text",
            "gpt2",
            "gpt_neox",
            "granite",
            "llama",
            "mistral",
            "mixtral",
            "olmo2",
            "opt",
            "phi",
            "phi3",
            "qwen2",
            "qwen3",
            "smollm3",
            "starcoder2");

    /** The others rotate whole heads: transformers leaves {@code partial_rotary_factor} unread there. */
    private static final Set<String> PARTLY_ROTATED = Set.of("gpt_neox", "phi", "phi3");

    private static final int MOST_LAYERS = 10_000;

    private static final Residual PRE_NORM = new Residual(false, true, true, true, 0);
    private static final Scales UNSCALED = new Scales(1, 1, 1, 0);

    private final ConfigurationKeys keys;
    private final String type;
    private final DType dtype;

    Families(ConfigurationKeys keys, String type, DType dtype) {
        this.keys = keys;
        this.type = type;
        this.dtype = dtype;
    }

    ModelConfiguration read() {
        return switch (type) {
            case "llama" -> llama(UNSCALED, 2048);
            case "granite" -> granite();
            case "mistral" -> mistral();
            case "mixtral" -> mixtral();
            case "qwen2" -> qwen(0, false);
            case "qwen3" -> qwen(128, true);
            case "olmo2" -> olmo2();
            case "smollm3" -> smollm3();
            case "starcoder2" -> starcoder2();
            case "phi" -> phi();
            case "phi3" -> phi3();
            case "gemma" -> gemma();
            case "gemma2" -> gemma2();
            case "gemma3_text" -> gemma3();
            case "gpt2" -> gpt2();
            case "gpt_neox" -> gptNeox();
            case "opt" -> opt();
            default -> throw new IllegalStateException(type);
        };
    }

    private ModelConfiguration llama(Scales scales, int positions) {
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = attention(0, 0, 0, bias, bias, false);
        RotaryReader rotary = rotary(attention, positions);
        double scale = type.equals("granite") ? keys.positive("attention_multiplier", 1) : defaultScale(attention);
        return model(positions, "rms_norm_eps", 1e-6, false)
                .with(attention)
                .with(feedForward("intermediate_size", "silu", keys.flag("mlp_bias", false)))
                .with(scales)
                .layers(layer -> new Layer(0, scale, Optional.of(rotary.read("full_attention", 10000, 1))));
    }

    private ModelConfiguration granite() {
        return llama(
                new Scales(
                        keys.positive("embedding_multiplier", 1),
                        keys.positive("residual_multiplier", 1),
                        1 / keys.positive("logits_scaling", 1),
                        0),
                2048);
    }

    private ModelConfiguration mistral() {
        Attention attention = attention(8, 0, 0, false, false, false);
        int window = keys.window("sliding_window", 4096);
        RotaryReader rotary = rotary(attention, 131072);
        return model(131072, "rms_norm_eps", 1e-6, false)
                .with(attention)
                .with(feedForward("intermediate_size", keys.text("hidden_act", "silu"), false))
                .layers(windowed(windows(window, layer -> true), attention, rotary, 10000));
    }

    private ModelConfiguration mixtral() {
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

    private ModelConfiguration olmo2() {
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = attention(0, 0, 0, bias, bias, true);
        RotaryReader rotary = rotary(attention, 2048);
        return model(2048, "rms_norm_eps", 1e-5, false)
                .with(attention)
                .with(feedForward("intermediate_size", "silu", false))
                .layers(unwindowed(attention, rotary));
    }

    private ModelConfiguration smollm3() {
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

    private ModelConfiguration starcoder2() {
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

    private ModelConfiguration phi() {
        Attention attention = attention(0, 0, 0, true, true, keys.flag("qk_layernorm", false));
        RotaryReader rotary = rotary(attention, 2048);
        return model(2048, "layer_norm_eps", 1e-5, false)
                .with(attention)
                .with(feedForward("intermediate_size", "gelu_new", true))
                .with(new Residual(true, true, true, true, 0))
                .layers(layer ->
                        new Layer(0, defaultScale(attention), Optional.of(rotary.read("full_attention", 10000, 0.5))));
    }

    private ModelConfiguration phi3() {
        // Phi 4 mini carries keys of its training code that transformers does not read.
        keys.ignore("original_max_position_embeddings", "full_attn_mod", "interpolate_factor");
        Attention attention = attention(0, 0, 0, false, false, false);
        RotaryReader rotary = rotary(attention, 4096);
        return model(4096, "rms_norm_eps", 1e-5, false)
                .with(attention)
                .with(feedForward("intermediate_size", "silu", false))
                .layers(windowed(windows(keys.window("sliding_window", 0), layer -> true), attention, rotary, 10000));
    }

    private ModelConfiguration gemma() {
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

    private ModelConfiguration gemma2() {
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

    private ModelConfiguration gemma3() {
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
    private int slidingWindow() {
        int window = keys.window("sliding_window", 4096);
        if (window == 0) {
            throw keys.wrong("sliding_window", "is null, but this model_type has layers with a sliding window");
        }
        return window;
    }

    private Attention gemmaAttention(double softcap) {
        keys.onlyFalse("use_bidirectional_attention");
        boolean bias = keys.flag("attention_bias", false);
        return attention(4, 256, softcap, bias, bias, type.equals("gemma3_text"));
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

    private ModelConfiguration gpt2() {
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

    private ModelConfiguration gptNeox() {
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

    private ModelConfiguration opt() {
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

    // The parts that families share.

    private Draft model(int positions, String epsilonKey, double epsilon, boolean tied) {
        return new Draft(
                keys.size("vocab_size"),
                keys.size("hidden_size"),
                keys.positions("max_position_embeddings", positions),
                keys.notNegative(epsilonKey, epsilon),
                keys.flag("tie_word_embeddings", tied));
    }

    private RotaryReader rotary(Attention attention, int positions) {
        return new RotaryReader(
                keys,
                attention.headSize(),
                keys.positions("max_position_embeddings", positions),
                PARTLY_ROTATED.contains(type));
    }

    /** Absent numbers of key heads or head sizes are the family's default, or follow from the others where that is 0. */
    private Attention attention(
            int keyHeads, int headSize, double softcap, boolean bias, boolean outputBias, boolean headNorm) {
        int heads = keys.size("num_attention_heads");
        int absent = keys.isGiven("num_key_value_heads") || keyHeads == 0 ? heads : keyHeads;
        int keyValueHeads = keys.size("num_key_value_heads", absent);
        int size = keys.has("head_dim")
                ? keys.size("head_dim")
                : headSize > 0 ? headSize : divide(keys.size("hidden_size"), heads);
        if (heads % keyValueHeads != 0) {
            throw keys.wrong(
                    "num_key_value_heads", "is " + keyValueHeads + ", which does not divide " + heads + " heads");
        }
        return new Attention(heads, keyValueHeads, size, softcap, bias, outputBias, headNorm);
    }

    private FeedForward feedForward(String sizeKey, String activation, boolean bias) {
        keys.ignore("hidden_activation");
        return new FeedForward(keys.size(sizeKey), activation("hidden_act", activation), bias, 0, 0);
    }

    private Activation activation(String key, String absent) {
        return named(key, keys.text(key, absent));
    }

    /** @param key named in the error */
    private Activation named(String key, String name) {
        return Activation.named(name)
                .orElseThrow(() ->
                        keys.wrong(key, "is \"" + name + "\"", Suggestions.validValues(name, Activation.validNames())));
    }

    private int layerCount() {
        return layers("num_hidden_layers");
    }

    private int layers(String key) {
        int layers = keys.size(key);
        if (layers > MOST_LAYERS) {
            throw keys.wrong(key, "is " + layers + ", more than any model has");
        }
        return layers;
    }

    /** The window of each layer: by {@code layer_types} where given, else by the family's rule. */
    private IntFunction<Integer> windows(int window, IntFunction<Boolean> rule) {
        if (!keys.has("layer_types")) {
            return layer -> rule.apply(layer) ? window : 0;
        }
        List<String> types = keys.texts("layer_types");
        for (String layerType : types) {
            if (!layerType.equals("full_attention") && !layerType.equals("sliding_attention")) {
                throw keys.wrong(
                        "layer_types",
                        "has \"" + layerType + "\"",
                        Suggestions.validValues(layerType, List.of("full_attention", "sliding_attention")));
            }
        }
        if (types.size() != layerCount()) {
            throw keys.wrong("layer_types", "has " + types.size() + " entries for " + layerCount() + " layers");
        }
        if (window == 0 && types.contains("sliding_attention")) {
            throw keys.wrong("layer_types", "has \"sliding_attention\" without a sliding window");
        }
        return layer -> types.get(layer).equals("sliding_attention") ? window : 0;
    }

    private String layerType(int layer) {
        return keys.has("layer_types") ? keys.texts("layer_types").get(layer) : "full_attention";
    }

    private static String layerType(int layer, int window) {
        return window > 0 ? "sliding_attention" : "full_attention";
    }

    private static IntFunction<Layer> unwindowed(Attention attention, RotaryReader rotary) {
        return layer -> new Layer(0, defaultScale(attention), Optional.of(rotary.read("full_attention", 10000, 1)));
    }

    private IntFunction<Layer> windowed(
            IntFunction<Integer> windows, Attention attention, RotaryReader rotary, double theta) {
        return layer -> new Layer(
                windows.apply(layer), defaultScale(attention), Optional.of(rotary.read(layerType(layer), theta, 1)));
    }

    private double capped(String key, double absent) {
        return keys.has(key) ? keys.positive(key) : keys.isGiven(key) ? 0 : absent;
    }

    private int divide(int hidden, int heads) {
        if (hidden % heads != 0) {
            throw keys.wrong("hidden_size", "is " + hidden + ", not a multiple of " + heads + " heads");
        }
        return hidden / heads;
    }

    private static double defaultScale(Attention attention) {
        return 1 / Math.sqrt(attention.headSize());
    }

    /** A configuration being put together. */
    private final class Draft {
        private final int vocabulary;
        private final int hidden;
        private final int positions;
        private final double epsilon;
        private final boolean tied;
        private final Attention attention;
        private final FeedForward feedForward;
        private final Residual residual;
        private final Scales scales;

        Draft(int vocabulary, int hidden, int positions, double epsilon, boolean tied) {
            this(vocabulary, hidden, positions, epsilon, tied, null, null, PRE_NORM, UNSCALED);
        }

        private Draft(
                int vocabulary,
                int hidden,
                int positions,
                double epsilon,
                boolean tied,
                Attention attention,
                FeedForward feedForward,
                Residual residual,
                Scales scales) {
            this.vocabulary = vocabulary;
            this.hidden = hidden;
            this.positions = positions;
            this.epsilon = epsilon;
            this.tied = tied;
            this.attention = attention;
            this.feedForward = feedForward;
            this.residual = residual;
            this.scales = scales;
        }

        Draft with(Attention chosen) {
            return new Draft(vocabulary, hidden, positions, epsilon, tied, chosen, feedForward, residual, scales);
        }

        Draft with(FeedForward chosen) {
            return new Draft(vocabulary, hidden, positions, epsilon, tied, attention, chosen, residual, scales);
        }

        Draft with(Residual chosen) {
            return new Draft(vocabulary, hidden, positions, epsilon, tied, attention, feedForward, chosen, scales);
        }

        Draft with(Scales chosen) {
            return new Draft(vocabulary, hidden, positions, epsilon, tied, attention, feedForward, residual, chosen);
        }

        ModelConfiguration layers(IntFunction<Layer> layer) {
            return layers(layerCount(), layer);
        }

        ModelConfiguration layers(int count, IntFunction<Layer> layer) {
            return new ModelConfiguration(
                    type,
                    dtype,
                    vocabulary,
                    hidden,
                    positions,
                    epsilon,
                    tied,
                    attention,
                    feedForward,
                    residual.embeddingSize() > 0
                            ? residual
                            : new Residual(
                                    residual.parallel(),
                                    residual.normFirst(),
                                    residual.finalNorm(),
                                    residual.affineNorm(),
                                    hidden),
                    scales,
                    IntStream.range(0, count).mapToObj(layer).toList());
        }
    }
}
