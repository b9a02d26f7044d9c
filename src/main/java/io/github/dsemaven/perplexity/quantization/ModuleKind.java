/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/** What a weight belongs to, in the terms by which frameworks decide whether to quantize it. */
public enum ModuleKind {
    /** An {@code nn.Linear} inside the transformer; weight {@code [out, in]}. */
    LINEAR,
    /** GPT-2's {@code Conv1D}: a linear layer whose weight is stored {@code [in, out]}. */
    CONV1D,
    /** The projection to the vocabulary, {@code lm_head} or {@code embed_out}, where it has a weight of its own. */
    HEAD,
    /** The token embedding, {@code [vocabulary, hidden]}; also the head where the two are tied. */
    EMBEDDING,
    /** A learned table of positions that is an {@code nn.Embedding}, {@code [positions, hidden]}. */
    POSITION_EMBEDDING,
    /** A projection inside an expert of a mixture: one {@code [out, in]} matrix an expert. */
    EXPERT,
    /** The router of a mixture of experts, {@code [experts, in]}. */
    ROUTER,
    /** The gate of an expert that every token uses, an {@code nn.Linear} with one output: {@code [1, in]}. */
    EXPERT_GATE,
    /** Norms, biases and everything else that no scheme quantizes. */
    OTHER
}
