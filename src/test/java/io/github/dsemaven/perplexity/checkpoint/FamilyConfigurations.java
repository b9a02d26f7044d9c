/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

/** The smallest {@code config.json} of each family. */
final class FamilyConfigurations {
    private FamilyConfigurations() {}

    static String of(String type) {
        String sizes = switch (type) {
            case "gpt2", "gpt_bigcode" -> "\"n_embd\":32,\"n_layer\":4,\"n_head\":4";
            case "gptj" -> "\"n_embd\":32,\"n_layer\":4,\"n_head\":4,\"rotary_dim\":4";
            case "opt" -> "\"hidden_size\":32,\"num_hidden_layers\":4,\"num_attention_heads\":4,\"ffn_dim\":48";
            default ->
                "\"hidden_size\":32,\"num_hidden_layers\":4,\"num_attention_heads\":4,\"num_key_value_heads\":2,"
                        + "\"intermediate_size\":48";
        };
        return "{\"model_type\":\"" + type + "\",\"vocab_size\":96," + sizes + "}";
    }
}
