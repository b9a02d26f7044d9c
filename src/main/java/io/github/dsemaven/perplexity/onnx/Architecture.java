/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
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

    /** The projection to the vocabulary. */
    default Head head(ModelConfiguration configuration) {
        return Head.of(configuration, false);
    }

    /** Ends of names of tensors that some checkpoints carry and that mean nothing beside the configuration. */
    default Set<String> ignorable() {
        return Set.of("rotary_emb.inv_freq", "lm_head.weight");
    }
}
