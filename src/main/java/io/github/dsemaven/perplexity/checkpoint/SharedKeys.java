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
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The keys that families share. */
abstract class SharedKeys {
    static final Residual PRE_NORM = new Residual(false, true, true, true, 0);
    static final Scales UNSCALED = new Scales(1, 1, 1, 0);

    private static final int MOST_LAYERS = 10_000;

    final ConfigurationKeys keys;
    final Family family;
    private final DType dtype;

    SharedKeys(ConfigurationKeys keys, Family family, DType dtype) {
        this.keys = keys;
        this.family = family;
        this.dtype = dtype;
    }

    final Draft model(int positions, String epsilonKey, double epsilon, boolean tied) {
        return new Draft(
                keys.size("vocab_size"),
                keys.size("hidden_size"),
                keys.positions("max_position_embeddings", positions),
                keys.notNegative(epsilonKey, epsilon),
                keys.flag("tie_word_embeddings", tied));
    }

    final Draft model(int positions, double epsilon, boolean tied) {
        return model(
                keys.size("vocab_size"),
                keys.size("hidden_size"),
                keys.positions("max_position_embeddings", positions),
                epsilon,
                keys.flag("tie_word_embeddings", tied));
    }

    final Draft model(int vocabulary, int hidden, int positions, double epsilon, boolean tied) {
        return new Draft(vocabulary, hidden, positions, epsilon, tied);
    }

    final RotaryReader rotary(Attention attention, int positions) {
        return new RotaryReader(
                keys,
                attention.headSize(),
                keys.positions("max_position_embeddings", positions),
                family.isPartlyRotated());
    }

    /** Absent numbers of key heads or head sizes are the family's default, or follow from the others where that is 0. */
    final Attention attention(
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

    final FeedForward feedForward(String sizeKey, String activation, boolean bias) {
        keys.ignore("hidden_activation");
        return new FeedForward(keys.size(sizeKey), activation("hidden_act", activation), bias, 0, 0);
    }

    final Activation activation(String key, String absent) {
        return named(key, keys.text(key, absent));
    }

    /** @param key named in the error */
    final Activation named(String key, String name) {
        return Activation.named(name)
                .orElseThrow(() ->
                        keys.wrong(key, "is \"" + name + "\"", Suggestions.validValues(name, Activation.validNames())));
    }

    final int layerCount() {
        return layers("num_hidden_layers");
    }

    final int layers(String key) {
        int layers = keys.size(key);
        if (layers > MOST_LAYERS) {
            throw keys.wrong(key, "is " + layers + ", more than any model has");
        }
        return layers;
    }

    /** The window of each layer: by {@code layer_types} where given, else by the family's rule. */
    final IntFunction<Integer> windows(int window, IntFunction<Boolean> rule) {
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

    final String layerType(int layer) {
        return keys.has("layer_types") ? keys.texts("layer_types").get(layer) : "full_attention";
    }

    static String layerType(int layer, int window) {
        return window > 0 ? "sliding_attention" : "full_attention";
    }

    static IntFunction<Layer> unwindowed(Attention attention, RotaryReader rotary) {
        return layer -> new Layer(0, defaultScale(attention), Optional.of(rotary.read("full_attention", 10000, 1)));
    }

    final IntFunction<Layer> windowed(
            IntFunction<Integer> windows, Attention attention, RotaryReader rotary, double theta) {
        return layer -> new Layer(
                windows.apply(layer), defaultScale(attention), Optional.of(rotary.read(layerType(layer), theta, 1)));
    }

    final double capped(String key, double absent) {
        return keys.has(key) ? keys.positive(key) : keys.isGiven(key) ? 0 : absent;
    }

    final int divide(int hidden, int heads) {
        if (hidden % heads != 0) {
            throw keys.wrong("hidden_size", "is " + hidden + ", not a multiple of " + heads + " heads");
        }
        return hidden / heads;
    }

    static double defaultScale(Attention attention) {
        return 1 / Math.sqrt(attention.headSize());
    }

    /** A configuration being put together. */
    final class Draft {
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
                    family.modelType(),
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
