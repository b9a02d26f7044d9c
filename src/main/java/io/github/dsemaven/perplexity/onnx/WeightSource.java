/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.ModuleKind;

/** Decides in which form each weight reaches the graph, and makes that form: quantized, cast or as stored. */
@FunctionalInterface
public interface WeightSource {
    /** The form of a weight; the same for the same tensor, however often asked. */
    Supply supply(Tensor tensor, ModuleKind kind);

    /** Whether what a layer computes for one position depends on the whole window, as in LLM.int8. */
    default boolean dependOnWindow() {
        return false;
    }

    /** Told once a session has copied the weights: what was made only to be copied may go, and is made anew if asked for. */
    default void copied() {}

    /** Told once no session will be made of the weights any more. */
    default void released() {}
}
