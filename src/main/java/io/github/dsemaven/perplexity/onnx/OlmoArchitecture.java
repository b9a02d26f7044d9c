/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** OLMo 1: Llama's layers, with layer norms that have no weights, and clipped queries, keys and values. */
final class OlmoArchitecture extends LlamaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        Value attended = attend(blocks, attention, layer, norm(blocks, x));
        Value middle = blocks.add(layer.select(blocks, x), attended);
        return blocks.add(middle, feedForward(blocks, layer, norm(blocks, middle)));
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return norm(blocks, x);
    }

    private static Value norm(Blocks blocks, Value x) {
        // The configuration says that norms have no weights, so that nothing is read by this name.
        return blocks.layerNorm(x, "norm", blocks.configuration().hiddenSize());
    }
}
