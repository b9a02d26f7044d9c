/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Every supported decoder in plain double arithmetic, written from the formulas and straight from the keys of config.json,
 * with none of the plugin's own classes: what the graphs are held against.
 */
final class ReferenceDecoder {
    private final JsonObject config;
    private final RandomTensors tensors;
    private final String type;
    private final int hidden;
    private final int heads;
    private final int keyHeads;
    private final int headSize;
    private final double epsilon;

    ReferenceDecoder(JsonObject config, RandomTensors tensors) {
        this.config = config;
        this.tensors = tensors;
        this.type = config.get("model_type").getAsString();
        this.hidden = integer(type.equals("gpt2") || type.equals("gpt_bigcode") ? "n_embd" : "hidden_size", 0);
        this.heads = integer(type.equals("gpt2") || type.equals("gpt_bigcode") ? "n_head" : "num_attention_heads", 0);
        this.keyHeads = integer("num_key_value_heads", heads);
        this.headSize = integer("head_dim", hidden / heads);
        double absent = Set.of(
                                "gpt_bigcode",
                                "olmo",
                                "olmo2",
                                "mixtral",
                                "phi3",
                                "phi",
                                "gpt2",
                                "gpt_neox",
                                "opt",
                                "starcoder2")
                        .contains(type)
                ? 1e-5
                : 1e-6;
        this.epsilon = number(
                "rms_norm_eps", number("layer_norm_eps", number("norm_epsilon", number("layer_norm_epsilon", absent))));
    }

    /** Negative log-likelihoods of all tokens but the first. */
    double[] nll(int[] ids) {
        double[][] x = embed(ids);
        int layers = integer(type.equals("gpt2") || type.equals("gpt_bigcode") ? "n_layer" : "num_hidden_layers", 0);
        for (int layer = 0; layer < layers; layer++) {
            x = layer(x, layer);
        }
        x = finish(x);
        double[] losses = new double[ids.length - 1];
        for (int i = 0; i < losses.length; i++) {
            double[] logits = logits(x[i]);
            double largest = Double.NEGATIVE_INFINITY;
            for (double logit : logits) {
                largest = Math.max(largest, logit);
            }
            double sum = 0;
            for (double logit : logits) {
                sum += Math.exp(logit - largest);
            }
            losses[i] = largest + Math.log(sum) - logits[ids[i + 1]];
        }
        return losses;
    }

    // Embedding and head

    private double[][] embed(int[] ids) {
        int narrow = integer("word_embed_proj_dim", hidden);
        float[] table = tensors.get(embeddingName(), integer("vocab_size", 0), narrow);
        double factor = type.startsWith("gemma") ? Math.sqrt(hidden) : number("embedding_multiplier", 1);
        double[][] x = new double[ids.length][narrow];
        for (int i = 0; i < ids.length; i++) {
            for (int j = 0; j < narrow; j++) {
                x[i][j] = table[ids[i] * narrow + j] * factor;
            }
        }
        if (narrow != hidden) {
            x = linear(x, "model.decoder.project_in", hidden, false);
        }
        if (type.equals("gpt2") || type.equals("gpt_bigcode")) {
            addPositions(x, tensors.get("transformer.wpe.weight", integer("n_positions", 0), hidden), 0);
        } else if (type.equals("opt")) {
            int rows = integer("max_position_embeddings", 0) + 2;
            addPositions(x, tensors.get("model.decoder.embed_positions.weight", rows, hidden), 2);
        }
        return x;
    }

    private void addPositions(double[][] x, float[] table, int offset) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < hidden; j++) {
                x[i][j] += table[(i + offset) * hidden + j];
            }
        }
    }

    private String embeddingName() {
        return switch (type) {
            case "gpt2", "gpt_bigcode" -> "transformer.wte.weight";
            case "gpt_neox" -> "gpt_neox.embed_in.weight";
            case "opt" -> "model.decoder.embed_tokens.weight";
            default -> "model.embed_tokens.weight";
        };
    }

    private double[] logits(double[] row) {
        boolean tied = flag("tie_word_embeddings", false);
        String own = type.equals("gpt_neox") ? "embed_out.weight" : "lm_head.weight";
        int vocabulary = integer("vocab_size", 0);
        float[] table = tensors.get(tied ? embeddingName() : own, vocabulary, row.length);
        double[] logits = new double[vocabulary];
        double cap = number("final_logit_softcapping", 0);
        for (int v = 0; v < vocabulary; v++) {
            double sum = 0;
            for (int j = 0; j < row.length; j++) {
                sum += row[j] * table[v * row.length + j];
            }
            if (type.equals("phi")) {
                sum += tensors.get("lm_head.bias", vocabulary)[v];
            }
            sum *= number("logit_scale", 1) / number("logits_scaling", 1);
            logits[v] = cap > 0 ? cap * Math.tanh(sum / cap) : sum;
        }
        return logits;
    }

    private double[][] finish(double[][] x) {
        return switch (type) {
            case "gpt2", "gpt_bigcode" -> layerNorm(x, "transformer.ln_f");
            case "gpt_neox" -> layerNorm(x, "gpt_neox.final_layer_norm");
            case "phi" -> layerNorm(x, "model.final_layernorm");
            case "starcoder2", "stablelm" -> layerNorm(x, "model.norm");
            case "olmo" -> standard(x);
            case "cohere" -> weighted(standard(x), "model.norm");
            case "opt" -> {
                double[][] normed =
                        flag("do_layer_norm_before", true) ? layerNorm(x, "model.decoder.final_layer_norm") : x;
                int narrow = integer("word_embed_proj_dim", hidden);
                yield narrow == hidden ? normed : linear(normed, "model.decoder.project_out", narrow, false);
            }
            default -> rmsNorm(x, "model.norm");
        };
    }

    // Layers

    private double[][] layer(double[][] x, int layer) {
        return switch (type) {
            case "gpt2" -> gpt2(x, layer);
            case "gpt_bigcode" -> bigCode(x, layer);
            case "gpt_neox" -> neox(x, layer);
            case "opt" -> opt(x, layer);
            case "phi" -> phi(x, layer);
            case "starcoder2" -> starcoder2(x, layer);
            case "olmo", "stablelm" -> layerNormed(x, layer);
            case "cohere" -> cohere(x, layer);
            case "olmo2" -> olmo2(x, layer);
            case "gemma2", "gemma3_text" -> gemma2(x, layer);
            default -> llama(x, layer);
        };
    }

    private double[][] llama(double[][] x, int layer) {
        String prefix = "model.layers." + layer + ".";
        double factor = number("residual_multiplier", 1);
        double[][] middle = sum(x, attend(rmsNorm(x, prefix + "input_layernorm"), layer, "o_proj"), factor);
        double[][] normed = rmsNorm(middle, prefix + "post_attention_layernorm");
        return sum(middle, feedForward(normed, layer), factor);
    }

    private double[][] feedForward(double[][] x, int layer) {
        if (type.equals("mixtral")) {
            return experts(x, layer, "block_sparse_moe.", List.of("w1", "w3", "w2"), "intermediate_size", true);
        }
        if (!type.endsWith("_moe")) {
            return gated(x, layer);
        }
        boolean dense = config.has("mlp_only_layers")
                        && config.getAsJsonArray("mlp_only_layers").toString().contains("" + layer)
                || (layer + 1) % integer("decoder_sparse_step", 1) != 0;
        if (dense) {
            return gated(x, layer);
        }
        List<String> names = List.of("gate_proj", "up_proj", "down_proj");
        double[][] routed = experts(x, layer, "mlp.", names, "moe_intermediate_size", flag("norm_topk_prob", false));
        if (type.equals("qwen3_moe")) {
            return routed;
        }
        String prefix = "model.layers." + layer + ".mlp.shared_expert";
        int size = integer("shared_expert_intermediate_size", 0);
        double[][] inner = product(
                activate(linear(x, prefix + ".gate_proj", size, false)), linear(x, prefix + ".up_proj", size, false));
        double[][] shared = linear(inner, prefix + ".down_proj", hidden, false);
        double[][] gate = linear(x, prefix + "_gate", 1, false);
        return matrix(x, hidden, (i, j) -> routed[i][j] + shared[i][j] / (1 + Math.exp(-gate[i][0])));
    }

    private double[][] layerNormed(double[][] x, int layer) {
        String prefix = "model.layers." + layer + ".";
        boolean bare = type.equals("olmo");
        double[][] normed = bare ? standard(x) : layerNorm(x, prefix + "input_layernorm");
        double[][] middle = sum(x, attend(normed, layer, "o_proj"), 1);
        if (flag("use_parallel_residual", false)) {
            return sum(middle, gated(normed, layer), 1);
        }
        double[][] inner = bare ? standard(middle) : layerNorm(middle, prefix + "post_attention_layernorm");
        return sum(middle, gated(inner, layer), 1);
    }

    private double[][] cohere(double[][] x, int layer) {
        double[][] normed = weighted(standard(x), "model.layers." + layer + ".input_layernorm");
        return sum(sum(x, attend(normed, layer, "o_proj"), 1), gated(normed, layer), 1);
    }

    private double[][] olmo2(double[][] x, int layer) {
        String prefix = "model.layers." + layer + ".";
        double[][] middle = sum(x, rmsNorm(attend(x, layer, "o_proj"), prefix + "post_attention_layernorm"), 1);
        return sum(middle, rmsNorm(gated(middle, layer), prefix + "post_feedforward_layernorm"), 1);
    }

    private double[][] gemma2(double[][] x, int layer) {
        String prefix = "model.layers." + layer + ".";
        double[][] attended = attend(rmsNorm(x, prefix + "input_layernorm"), layer, "o_proj");
        double[][] middle = sum(x, rmsNorm(attended, prefix + "post_attention_layernorm"), 1);
        double[][] inner = gated(rmsNorm(middle, prefix + "pre_feedforward_layernorm"), layer);
        return sum(middle, rmsNorm(inner, prefix + "post_feedforward_layernorm"), 1);
    }

    private double[][] starcoder2(double[][] x, int layer) {
        String prefix = "model.layers." + layer + ".";
        boolean bias = flag("use_bias", true);
        double[][] middle = sum(x, attend(layerNorm(x, prefix + "input_layernorm"), layer, "o_proj"), 1);
        double[][] inner = linear(
                layerNorm(middle, prefix + "post_attention_layernorm"),
                prefix + "mlp.c_fc",
                integer("intermediate_size", 0),
                bias);
        return sum(middle, linear(activate(inner), prefix + "mlp.c_proj", hidden, bias), 1);
    }

    private double[][] phi(double[][] x, int layer) {
        String prefix = "model.layers." + layer + ".";
        double[][] normed = layerNorm(x, prefix + "input_layernorm");
        double[][] attended = attend(normed, layer, "dense");
        double[][] inner = activate(linear(normed, prefix + "mlp.fc1", integer("intermediate_size", 0), true));
        return sum(sum(x, attended, 1), linear(inner, prefix + "mlp.fc2", hidden, true), 1);
    }

    private double[][] opt(double[][] x, int layer) {
        String prefix = "model.decoder.layers." + layer + ".";
        boolean first = flag("do_layer_norm_before", true);
        double[][] normed = first ? layerNorm(x, prefix + "self_attn_layer_norm") : x;
        double[][] middle = sum(x, attend(normed, layer, "out_proj"), 1);
        middle = first ? middle : layerNorm(middle, prefix + "self_attn_layer_norm");
        normed = first ? layerNorm(middle, prefix + "final_layer_norm") : middle;
        double[][] inner = activate(linear(normed, prefix + "fc1", integer("ffn_dim", 0), true));
        double[][] out = sum(middle, linear(inner, prefix + "fc2", hidden, true), 1);
        return first ? out : layerNorm(out, prefix + "final_layer_norm");
    }

    private double[][] gpt2(double[][] x, int layer) {
        String prefix = "transformer.h." + layer + ".";
        double[][] projected = conv1d(layerNorm(x, prefix + "ln_1"), prefix + "attn.c_attn", 3 * hidden);
        double scale = flag("scale_attn_weights", true) ? Math.pow(headSize, -0.5) : 1;
        if (flag("scale_attn_by_inverse_layer_idx", false)) {
            scale /= layer + 1;
        }
        double[][] attended = attention(
                columns(projected, 0, hidden),
                columns(projected, hidden, 2 * hidden),
                columns(projected, 2 * hidden, 3 * hidden),
                scale,
                0);
        double[][] middle = sum(x, conv1d(attended, prefix + "attn.c_proj", hidden), 1);
        int size = integer("n_inner", 4 * hidden);
        double[][] inner = activate(conv1d(layerNorm(middle, prefix + "ln_2"), prefix + "mlp.c_fc", size));
        return sum(middle, conv1d(inner, prefix + "mlp.c_proj", hidden), 1);
    }

    private double[][] bigCode(double[][] x, int layer) {
        String prefix = "transformer.h." + layer + ".";
        boolean one = flag("multi_query", true);
        int keyWidth = one ? headSize : hidden;
        double[][] projected =
                linear(layerNorm(x, prefix + "ln_1"), prefix + "attn.c_attn", hidden + 2 * keyWidth, true);
        double[][] q = columns(projected, 0, hidden);
        double[][] k = columns(projected, hidden, hidden + keyWidth);
        double[][] v = columns(projected, hidden + keyWidth, hidden + 2 * keyWidth);
        if (!one) {
            q = part(projected, 0);
            k = part(projected, 1);
            v = part(projected, 2);
        }
        double scale = flag("scale_attn_weights", true) ? Math.pow(headSize, -0.5) : 1;
        double[][] middle = sum(x, linear(attention(q, k, v, scale, 0), prefix + "attn.c_proj", hidden, true), 1);
        double[][] inner = activate(
                linear(layerNorm(middle, prefix + "ln_2"), prefix + "mlp.c_fc", integer("n_inner", 4 * hidden), true));
        return sum(middle, linear(inner, prefix + "mlp.c_proj", hidden, true), 1);
    }

    /** Queries, keys or values of a projection that holds them head by head. */
    private double[][] part(double[][] projected, int part) {
        return matrix(projected, hidden, (i, j) -> {
            int head = j / headSize;
            return projected[i][(3 * head + part) * headSize + j % headSize];
        });
    }

    private double[][] neox(double[][] x, int layer) {
        String prefix = "gpt_neox.layers." + layer + ".";
        boolean bias = flag("attention_bias", true);
        double[][] projected = linear(
                layerNorm(x, prefix + "input_layernorm"), prefix + "attention.query_key_value", 3 * hidden, bias);
        double[][][] parts = new double[3][x.length][hidden];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < 3 * hidden; j++) {
                int head = j / (3 * headSize);
                int part = j / headSize % 3;
                parts[part][i][head * headSize + j % headSize] = projected[i][j];
            }
        }
        rotate(parts[0], heads, layer);
        rotate(parts[1], heads, layer);
        double[][] attended = linear(
                attention(parts[0], parts[1], parts[2], Math.pow(headSize, -0.5), 0),
                prefix + "attention.dense",
                hidden,
                bias);
        double[][] middle = flag("use_parallel_residual", true) ? x : sum(x, attended, 1);
        double[][] inner = activate(linear(
                layerNorm(middle, prefix + "post_attention_layernorm"),
                prefix + "mlp.dense_h_to_4h",
                integer("intermediate_size", 0),
                true));
        double[][] out = sum(middle, linear(inner, prefix + "mlp.dense_4h_to_h", hidden, true), 1);
        return flag("use_parallel_residual", true) ? sum(out, attended, 1) : out;
    }

    private double[][] gated(double[][] x, int layer) {
        String prefix = "model.layers." + layer + ".mlp.";
        int size = integer("intermediate_size", 0);
        boolean bias = flag("mlp_bias", type.equals("ernie4_5") && flag("use_bias", false));
        double[][] gate;
        double[][] up;
        if (type.equals("phi3")) {
            double[][] both = linear(x, prefix + "gate_up_proj", 2 * size, false);
            gate = columns(both, 0, size);
            up = columns(both, size, 2 * size);
        } else {
            gate = linear(x, prefix + "gate_proj", size, bias);
            up = linear(x, prefix + "up_proj", size, bias);
        }
        return linear(product(activate(gate), up), prefix + "down_proj", hidden, bias);
    }

    private double[][] experts(
            double[][] x, int layer, String module, List<String> names, String sizeKey, boolean renormalized) {
        String prefix = "model.layers." + layer + "." + module;
        int count = integer("num_local_experts", integer("num_experts", 8));
        double[][] router = linear(x, prefix + "gate", count, false);
        double[][] out = new double[x.length][hidden];
        for (int i = 0; i < x.length; i++) {
            double[] scores = softmax(router[i]);
            var order = IntStream.range(0, count)
                    .boxed()
                    .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                    .limit(integer("num_experts_per_tok", 2))
                    .toList();
            double total =
                    renormalized ? order.stream().mapToDouble(e -> scores[e]).sum() : 1;
            for (int expert : order) {
                String name = prefix + "experts." + expert + ".";
                double[][] row = {x[i]};
                int size = integer(sizeKey, 0);
                double[][] inner = product(
                        activate(linear(row, name + names.get(0), size, false)),
                        linear(row, name + names.get(1), size, false));
                double[] result = linear(inner, name + names.get(2), hidden, false)[0];
                for (int j = 0; j < hidden; j++) {
                    out[i][j] += result[j] * scores[expert] / total;
                }
            }
        }
        return out;
    }

    // Attention

    private double[][] attend(double[][] x, int layer, String output) {
        String prefix = (type.equals("opt") ? "model.decoder.layers." : "model.layers.") + layer + ".self_attn.";
        int width = heads * headSize;
        int keyWidth = keyHeads * headSize;
        boolean outputBias = switch (type) {
            case "phi", "opt" -> true;
            case "starcoder2" -> flag("use_bias", true);
            case "ernie4_5" -> flag("use_bias", false);
            case "seed_oss" -> flag("attention_out_bias", false);
            default -> flag("attention_bias", false);
        };
        boolean bias = switch (type) {
            case "qwen2" -> true;
            case "qwen2_moe" -> flag("qkv_bias", true);
            case "stablelm" -> flag("use_qkv_bias", false);
            case "seed_oss" -> flag("attention_bias", true);
            default -> outputBias;
        };
        double[][] q;
        double[][] k;
        double[][] v;
        if (type.equals("phi3")) {
            double[][] all = linear(x, prefix + "qkv_proj", width + 2 * keyWidth, false);
            q = columns(all, 0, width);
            k = columns(all, width, width + keyWidth);
            v = columns(all, width + keyWidth, width + 2 * keyWidth);
        } else {
            q = linear(x, prefix + "q_proj", width, bias);
            k = linear(x, prefix + "k_proj", keyWidth, bias);
            v = linear(x, prefix + "v_proj", keyWidth, bias);
        }
        switch (type) {
            case "olmo" -> {
                q = clip(q);
                k = clip(k);
                v = clip(v);
            }
            case "stablelm" -> {
                if (flag("qk_layernorm", false)) {
                    q = eachHead(
                            q, heads, (rows, head) -> weighted(standard(rows), prefix + "q_layernorm.norms." + head));
                    k = eachHead(
                            k,
                            keyHeads,
                            (rows, head) -> weighted(standard(rows), prefix + "k_layernorm.norms." + head));
                }
            }
            case "cohere" -> {
                if (flag("use_qk_norm", false)) {
                    q = normedByTable(q, heads, prefix + "q_norm.weight");
                    k = normedByTable(k, keyHeads, prefix + "k_norm.weight");
                }
            }
            case "olmo2" -> {
                q = rmsNorm(q, prefix + "q_norm");
                k = rmsNorm(k, prefix + "k_norm");
            }
            case "qwen3", "qwen3_moe", "gemma3_text" -> {
                q = byHead(q, heads, rows -> rmsNorm(rows, prefix + "q_norm"));
                k = byHead(k, keyHeads, rows -> rmsNorm(rows, prefix + "k_norm"));
            }
            case "phi" -> {
                if (flag("qk_layernorm", false)) {
                    q = byHead(q, heads, rows -> layerNorm(rows, prefix + "q_layernorm"));
                    k = byHead(k, keyHeads, rows -> layerNorm(rows, prefix + "k_layernorm"));
                }
            }
            default -> {}
        }
        if (!type.equals("opt") && rotated(layer)) {
            rotate(q, heads, layer);
            rotate(k, keyHeads, layer);
        }
        double scale = switch (type) {
            case "gemma2", "gemma3_text" -> Math.pow(number("query_pre_attn_scalar", 256), -0.5);
            case "granite" -> number("attention_multiplier", 1);
            default -> Math.pow(headSize, -0.5);
        };
        return linear(attention(q, k, v, scale, window(layer)), prefix + output, hidden, outputBias);
    }

    private interface RowsOperation {
        double[][] apply(double[][] rows);
    }

    private interface HeadOperation {
        double[][] apply(double[][] rows, int head);
    }

    private double[][] clip(double[][] x) {
        double most = number("clip_qkv", Double.POSITIVE_INFINITY);
        return matrix(x, x[0].length, (i, j) -> Math.max(-most, Math.min(most, x[i][j])));
    }

    private double[][] normedByTable(double[][] x, int count, String name) {
        float[] weights = tensors.get(name, count, headSize);
        return eachHead(x, count, (rows, head) -> {
            double[][] normed = standard(rows);
            return matrix(normed, headSize, (i, j) -> normed[i][j] * weights[head * headSize + j]);
        });
    }

    private double[][] byHead(double[][] x, int count, RowsOperation operation) {
        return eachHead(x, count, (rows, head) -> operation.apply(rows));
    }

    private double[][] eachHead(double[][] x, int count, HeadOperation operation) {
        double[][] result = new double[x.length][count * headSize];
        for (int head = 0; head < count; head++) {
            double[][] part = operation.apply(columns(x, head * headSize, (head + 1) * headSize), head);
            for (int i = 0; i < x.length; i++) {
                System.arraycopy(part[i], 0, result[i], head * headSize, headSize);
            }
        }
        return result;
    }

    private boolean rotated(int layer) {
        if (!type.equals("smollm3")) {
            return true;
        }
        return config.has("no_rope_layers")
                ? config.getAsJsonArray("no_rope_layers").get(layer).getAsInt() == 1
                : (layer + 1) % integer("no_rope_layer_interval", 4) != 0;
    }

    private int window(int layer) {
        int window = integer("sliding_window", 0);
        boolean switchable = type.startsWith("qwen") || type.equals("smollm3");
        if (switchable && !flag("use_sliding_window", false)) {
            return 0;
        }
        if (config.has("layer_types")) {
            return config.getAsJsonArray("layer_types").get(layer).getAsString().equals("sliding_attention")
                    ? window
                    : 0;
        }
        return switch (type) {
            case "gemma2" -> layer % 2 == 0 ? window : 0;
            case "gemma3_text" -> (layer + 1) % integer("sliding_window_pattern", 6) == 0 ? 0 : window;
            case "qwen2_moe" -> layer % 2 == 0 && layer < integer("max_window_layers", 28) ? window : 0;
            case "qwen2", "qwen3" -> layer >= integer("max_window_layers", 28) ? window : 0;
            case "smollm3" -> rotated(layer) ? 0 : window;
            default -> window;
        };
    }

    private double[][] attention(double[][] q, double[][] k, double[][] v, double scale, int window) {
        int size = headSize;
        int keyCount = k[0].length / size;
        int queryCount = q[0].length / size;
        double cap = number("attn_logit_softcapping", 0);
        double[][] out = new double[q.length][q[0].length];
        for (int head = 0; head < queryCount; head++) {
            int shared = head / (queryCount / keyCount);
            for (int i = 0; i < q.length; i++) {
                int first = window == 0 ? 0 : Math.max(0, i - window + 1);
                double[] scores = new double[i - first + 1];
                for (int j = first; j <= i; j++) {
                    double dot = 0;
                    for (int d = 0; d < size; d++) {
                        dot += q[i][head * size + d] * k[j][shared * size + d];
                    }
                    dot *= scale;
                    scores[j - first] = cap > 0 ? cap * Math.tanh(dot / cap) : dot;
                }
                double[] weights = softmax(scores);
                for (int j = first; j <= i; j++) {
                    for (int d = 0; d < size; d++) {
                        out[i][head * size + d] += weights[j - first] * v[j][shared * size + d];
                    }
                }
            }
        }
        return out;
    }

    private void rotate(double[][] x, int count, int layer) {
        ReferenceRotary rotary = ReferenceRotary.of(config, headSize, window(layer) > 0, x.length);
        for (int i = 0; i < x.length; i++) {
            for (int head = 0; head < count; head++) {
                rotary.rotate(
                        x[i], head * headSize, i, Set.of("cohere", "ernie4_5").contains(type));
            }
        }
    }

    // Arithmetic

    private double[][] linear(double[][] x, String name, int out, boolean bias) {
        int in = x[0].length;
        float[] weight = tensors.get(name + ".weight", out, in);
        float[] added = bias ? tensors.get(name + ".bias", out) : new float[out];
        return matrix(x, out, (i, o) -> {
            double sum = added[o];
            for (int j = 0; j < in; j++) {
                sum += x[i][j] * weight[o * in + j];
            }
            return sum;
        });
    }

    private double[][] conv1d(double[][] x, String name, int out) {
        int in = x[0].length;
        float[] weight = tensors.get(name + ".weight", in, out);
        float[] added = tensors.get(name + ".bias", out);
        return matrix(x, out, (i, o) -> {
            double sum = added[o];
            for (int j = 0; j < in; j++) {
                sum += x[i][j] * weight[j * out + o];
            }
            return sum;
        });
    }

    private double[][] rmsNorm(double[][] x, String name) {
        int width = x[0].length;
        float[] weight = tensors.get(name + ".weight", width);
        double one = type.startsWith("gemma") ? 1 : 0;
        double[][] result = new double[x.length][width];
        for (int i = 0; i < x.length; i++) {
            double squares = 0;
            for (double value : x[i]) {
                squares += value * value;
            }
            double factor = 1 / Math.sqrt(squares / width + epsilon);
            for (int j = 0; j < width; j++) {
                result[i][j] = x[i][j] * factor * (one + weight[j]);
            }
        }
        return result;
    }

    /** A layer norm without weight and bias. */
    private double[][] standard(double[][] x) {
        int width = x[0].length;
        double[][] result = new double[x.length][width];
        for (int i = 0; i < x.length; i++) {
            double mean = Arrays.stream(x[i]).sum() / width;
            double variance =
                    Arrays.stream(x[i]).map(v -> (v - mean) * (v - mean)).sum() / width;
            for (int j = 0; j < width; j++) {
                result[i][j] = (x[i][j] - mean) / Math.sqrt(variance + epsilon);
            }
        }
        return result;
    }

    private double[][] weighted(double[][] x, String name) {
        float[] weight = tensors.get(name + ".weight", x[0].length);
        return matrix(x, x[0].length, (i, j) -> x[i][j] * weight[j]);
    }

    private double[][] layerNorm(double[][] x, String name) {
        int width = x[0].length;
        float[] weight = tensors.get(name + ".weight", width);
        float[] bias = tensors.get(name + ".bias", width);
        double[][] normed = standard(x);
        return matrix(normed, width, (i, j) -> normed[i][j] * weight[j] + bias[j]);
    }

    private double[][] activate(double[][] x) {
        String absent = type.startsWith("gemma") ? "gelu_pytorch_tanh" : "silu";
        String given = text("hidden_act", absent);
        String name = text("activation_function", type.equals("gemma") ? given : text("hidden_activation", given));
        return matrix(x, x[0].length, (i, j) -> {
            double v = x[i][j];
            return switch (name) {
                case "silu" -> v / (1 + Math.exp(-v));
                case "relu" -> Math.max(v, 0);
                case "gelu" -> v * 0.5 * (1 + erf(v / Math.sqrt(2)));
                default -> 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)));
            };
        });
    }

    /** By its Taylor series: arguments here are small. */
    private static double erf(double x) {
        if (Math.abs(x) > 5) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static double[] softmax(double[] scores) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        double[] result = Arrays.stream(scores).map(s -> Math.exp(s - largest)).toArray();
        double total = Arrays.stream(result).sum();
        return Arrays.stream(result).map(r -> r / total).toArray();
    }

    private interface Cell {
        double at(int row, int column);
    }

    private static double[][] matrix(double[][] like, int columns, Cell cell) {
        double[][] result = new double[like.length][columns];
        for (int i = 0; i < like.length; i++) {
            for (int j = 0; j < columns; j++) {
                result[i][j] = cell.at(i, j);
            }
        }
        return result;
    }

    private static double[][] sum(double[][] a, double[][] b, double factor) {
        return matrix(a, a[0].length, (i, j) -> a[i][j] + b[i][j] * factor);
    }

    private static double[][] product(double[][] a, double[][] b) {
        return matrix(a, a[0].length, (i, j) -> a[i][j] * b[i][j]);
    }

    private static double[][] columns(double[][] x, int from, int to) {
        return matrix(x, to - from, (i, j) -> x[i][from + j]);
    }

    private double number(String key, double absent) {
        JsonElement value = config.get(key);
        return value == null || value.isJsonNull() ? absent : value.getAsDouble();
    }

    private int integer(String key, int absent) {
        return (int) number(key, absent);
    }

    private boolean flag(String key, boolean absent) {
        return config.has(key) ? config.get(key).getAsBoolean() : absent;
    }

    private String text(String key, String absent) {
        return config.has(key) ? config.get(key).getAsString() : absent;
    }
}
