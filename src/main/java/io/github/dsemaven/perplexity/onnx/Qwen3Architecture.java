/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** Qwen 3: Llama's layers, with a norm of each query and key head before positions. */
final class Qwen3Architecture extends LlamaArchitecture {
    @Override
    Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        return Projections.rmsNormedHeads(blocks, attention, layer, normed);
    }
}
