/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

/**
 * What a family calls its embedding and the projection to its vocabulary.
 *
 * @param embedding module that is also the head where the two are tied
 * @param own module that is the head where they are not
 */
public record HeadNames(String embedding, String own) {
    /** Llama's, which most families took over. */
    static final HeadNames USUAL = new HeadNames("model.embed_tokens", "lm_head");

    /** GPT-2's. */
    static final HeadNames GPT = new HeadNames("transformer.wte", "lm_head");

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
