/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** EXAONE 4: OLMo 2's layers, with a norm of each query and key head instead of over their whole width. */
final class Exaone4Architecture extends Olmo2Architecture {
    @Override
    Value attend(Blocks blocks, Attention attention, Layer layer, Value x) {
        return Projections.rmsNormedHeads(blocks, attention, layer, x);
    }
}
