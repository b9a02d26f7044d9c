/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import java.util.List;

/** Mixtral: Llama's attention, and a mixture of experts. */
final class MixtralArchitecture extends LlamaArchitecture {
    @Override
    Value feedForward(Blocks blocks, Layer layer, Value normed) {
        return new MixtureOfExperts(blocks, List.of("w1", "w3", "w2"))
                .route(normed, layer.output().count(), layer.name("block_sparse_moe"));
    }
}
