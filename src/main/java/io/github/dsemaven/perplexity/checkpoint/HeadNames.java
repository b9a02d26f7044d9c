/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

/**
 * What a family calls its embedding and the projection to its vocabulary.
 *
 * @param embedding module that is also the head where the two are tied
 * @param own module that is the head where they are not
 */
public record HeadNames(String embedding, String own) {
    /** The names of a family. */
    public static HeadNames of(String modelType) {
        return switch (modelType) {
            case "gpt2" -> new HeadNames("transformer.wte", "lm_head");
            case "gpt_neox" -> new HeadNames("gpt_neox.embed_in", "embed_out");
            case "opt" -> new HeadNames("model.decoder.embed_tokens", "lm_head");
            default -> new HeadNames("model.embed_tokens", "lm_head");
        };
    }

    /** The embedding's tensor. */
    public String embeddingWeight() {
        return embedding + ".weight";
    }

    /** The same in a checkpoint of the base model alone, whose names lack their first part. */
    String baseEmbeddingWeight() {
        return embeddingWeight().substring(embedding.indexOf('.') + 1);
    }

    /** The own head's tensor. */
    public String ownWeight() {
        return own + ".weight";
    }
}
