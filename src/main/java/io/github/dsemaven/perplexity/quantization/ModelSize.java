/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;

/**
 * The weights of a model under a scheme. Start from {@link #EMPTY} and {@link #plus} each weight; a tied head counts once.
 *
 * @param weights number of weights
 * @param quantizedWeights how many of them are quantized
 * @param bits bits they take when stored, scales and zero points included
 * @param quantizedBits bits of those quantized
 * @param quantizedTensors number of tensors quantized
 */
public record ModelSize(long weights, long quantizedWeights, double bits, double quantizedBits, int quantizedTensors) {
    /** No weights yet. */
    public static final ModelSize EMPTY = new ModelSize(0, 0, 0, 0, 0);

    /** With one weight more. */
    public ModelSize plus(Tensor weight, Treatment treatment) {
        double own = treatment.bits(weight);
        boolean quantized = treatment.quantizes() || weight.isQuantized();
        return new ModelSize(
                weights + weight.elements(),
                quantizedWeights + (quantized ? weight.elements() : 0),
                bits + own,
                quantizedBits + (quantized ? own : 0),
                quantizedTensors + (quantized ? 1 : 0));
    }

    /** Mean bits of a weight, over the whole model. */
    public double bitsPerWeight() {
        return weights == 0 ? 0 : bits / weights;
    }

    /** Mean bits of a quantized weight; 0 where none is. */
    public double bitsPerQuantizedWeight() {
        return quantizedWeights == 0 ? 0 : quantizedBits / quantizedWeights;
    }
}
