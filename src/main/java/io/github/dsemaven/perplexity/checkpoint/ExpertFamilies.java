/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Attention;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.FeedForward;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration.Layer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Keys of families with experts in some layers; defaults are those of the family's class in transformers. */
final class ExpertFamilies {
    private ExpertFamilies() {}

    static ModelConfiguration qwen2(Families family) {
        ConfigurationKeys keys = family.keys;
        Attention attention = family.attention(16, 0, 0, keys.flag("qkv_bias", true), false, false);
        int window = keys.flag("use_sliding_window", false) ? keys.window("sliding_window", 4096) : 0;
        int most = keys.count("max_window_layers", 28);
        keys.ignore("sliding_window");
        IntFunction<Integer> windows = family.windows(window, layer -> layer % 2 == 0 && layer < most);
        int experts = keys.count("num_experts", 60);
        int shared = keys.size("shared_expert_intermediate_size", 5632);
        return model(family, attention, feedForward(family, experts, 4, 1408, shared), windows);
    }

    static ModelConfiguration qwen3(Families family) {
        ConfigurationKeys keys = family.keys;
        // Of the dense Qwen 3: transformers leaves them unread here.
        keys.ignore("max_window_layers", "layer_types");
        boolean bias = keys.flag("attention_bias", false);
        Attention attention = family.attention(4, 0, 0, bias, bias, true);
        int window = keys.flag("use_sliding_window", false) ? keys.window("sliding_window", 4096) : 0;
        keys.ignore("sliding_window");
        int experts = keys.count("num_local_experts", keys.count("num_experts", 128));
        return model(family, attention, feedForward(family, experts, 8, 768, 0), layer -> window);
    }

    private static FeedForward feedForward(Families family, int experts, int perToken, int size, int shared) {
        ConfigurationKeys keys = family.keys;
        FeedForward dense = family.feedForward("intermediate_size", "silu", false);
        int expertsPerToken = keys.size("num_experts_per_tok", perToken);
        if (experts > 0 && expertsPerToken > experts) {
            throw keys.wrong("num_experts_per_tok", "is " + expertsPerToken + " of " + experts + " experts");
        }
        return new FeedForward(
                dense.size(),
                dense.activation(),
                false,
                experts,
                expertsPerToken,
                keys.size("moe_intermediate_size", size),
                shared,
                keys.flag("norm_topk_prob", false));
    }

    private static ModelConfiguration model(
            Families family, Attention attention, FeedForward feedForward, IntFunction<Integer> windows) {
        ConfigurationKeys keys = family.keys;
        int step = keys.size("decoder_sparse_step", 1);
        List<Integer> dense = keys.has("mlp_only_layers") ? keys.counts("mlp_only_layers") : List.of();
        RotaryReader rotary = family.rotary(attention, 32768);
        return family.model(32768, "rms_norm_eps", 1e-6, false)
                .with(attention)
                .with(feedForward)
                .layers(layer -> new Layer(
                        windows.apply(layer),
                        SharedKeys.defaultScale(attention),
                        Optional.of(rotary.read("full_attention", 10000, 1)),
                        feedForward.experts() == 0 || dense.contains(layer) || (layer + 1) % step != 0));
    }
}
