/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What MLC calls the tensors of transformers, and which of them it puts together. */
final class MlcNames {
    /**
     * One of the tensors that MLC has put together.
     *
     * @param name in transformers
     * @param rows its first dimension
     */
    record Part(String name, long rows) {}

    /** Qwen's are called {@code c_attn}. */
    private static final Pattern ATTENTION = Pattern.compile("(.*\\.self_attn)\\.(?:qkv_proj|c_attn)\\.(weight|bias)");

    private static final Pattern FEED_FORWARD = Pattern.compile("(.*\\.mlp)\\.gate_up_proj\\.(weight|bias)");

    private MlcNames() {}

    /** The name in transformers of a tensor that is no part of another; Phi 3 has names of its own in MLC. */
    static String ofTransformers(String modelType, String name) {
        return modelType.equals("phi3")
                ? name.replaceFirst("^transformer\\.embd\\.", "model.embed_tokens.")
                        .replaceFirst("^transformer\\.norm\\.", "model.norm.")
                        .replaceFirst("^transformer\\.h\\.", "model.layers.")
                        .replaceFirst("^(model\\.layers\\.\\d+)\\.ln\\.", "$1.input_layernorm.")
                        .replaceFirst("\\.mixer\\.qkv_proj\\.", ".self_attn.qkv_proj.")
                        .replaceFirst("\\.mixer\\.out_proj\\.", ".self_attn.o_proj.")
                : name;
    }

    /** What a tensor was put together of, in order; nothing where it stands for itself, as in Phi 3. */
    static List<Part> parts(ModelConfiguration model, String name) {
        if (model.modelType().equals("phi3")) {
            return List.of();
        }
        Matcher attention = ATTENTION.matcher(name);
        if (attention.matches()) {
            ModelConfiguration.Attention sizes = model.attention();
            String module = attention.group(1);
            String last = attention.group(2);
            return List.of(
                    new Part(module + ".q_proj." + last, sizes.queryWidth()),
                    new Part(module + ".k_proj." + last, sizes.keyWidth()),
                    new Part(module + ".v_proj." + last, sizes.keyWidth()));
        }
        Matcher feedForward = FEED_FORWARD.matcher(name);
        if (feedForward.matches()) {
            String module = feedForward.group(1);
            String last = feedForward.group(2);
            int size = model.feedForward().size();
            return List.of(new Part(module + ".gate_proj." + last, size), new Part(module + ".up_proj." + last, size));
        }
        return List.of();
    }

    /** Inputs of the matrix of this name. */
    static int inputs(ModelConfiguration model, String name) {
        if (name.endsWith(".o_proj.weight")) {
            return model.attention().queryWidth();
        }
        return name.endsWith(".down_proj.weight") ? model.feedForward().size() : model.hiddenSize();
    }
}
