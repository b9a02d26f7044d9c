/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.util.Set;

/** How one family wires the shared blocks: what a new architecture has to say. */
interface Architecture {
    /** First part of the names of the base model's tensors, dot included. */
    String prefix();

    /** First part of the names of a layer's tensors, dot included. */
    default String layerPrefix(int layer) {
        return prefix() + "layers." + layer + ".";
    }

    /** From token ids {@code [batch, length]} to the input of the first layer. */
    Value embed(Blocks blocks, Value ids);

    /** One layer: from its input at all positions to its output at the positions that the layer has to put out. */
    Value layer(Blocks blocks, Attention attention, Layer layer, Value x);

    /** What comes after the last layer, without the projection to the vocabulary. */
    Value finish(Blocks blocks, Value x);

    /** From the finished hidden states to logits. */
    default Value project(Blocks blocks, Value hidden) {
        return Architecture.head(blocks, hidden, prefix() + "embed_tokens", "lm_head", false);
    }

    /** Ends of names of tensors that some checkpoints carry and that mean nothing beside the configuration. */
    default Set<String> ignorable() {
        return Set.of("rotary_emb.inv_freq", "lm_head.weight");
    }

    /** A projection that is the embedding where the two are tied. */
    static Value head(Blocks blocks, Value hidden, String embedding, String head, boolean bias) {
        ModelConfiguration configuration = blocks.configuration();
        return configuration.tiedEmbeddings()
                ? blocks.linear(
                        hidden,
                        embedding,
                        ModuleKind.EMBEDDING,
                        configuration.vocabularySize(),
                        configuration.residual().embeddingSize(),
                        false)
                : blocks.linear(
                        hidden,
                        head,
                        ModuleKind.HEAD,
                        configuration.vocabularySize(),
                        configuration.residual().embeddingSize(),
                        bias);
    }
}
