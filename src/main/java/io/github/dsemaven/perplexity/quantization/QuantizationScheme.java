/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;

/**
 * A way of storing a model's weights with fewer bits. A scheme only says what is done; {@link #plan} decides for each weight
 * of a model, and {@link Treatment} does it.
 */
public sealed interface QuantizationScheme permits Unquantized, GroupScheme, Nf4Scheme, LlmInt8Scheme, StoredScheme {
    /**
     * The label in result files and figures; of all but a {@link StoredScheme} the canonical text, which {@link
     * QuantizationSchemes#parse} reads back.
     */
    String label();

    /** One sentence for the log and the details: what is quantized, how, and in which arithmetic. */
    String description();

    /** What happens to each weight of a model. */
    QuantizationPlan plan(Model model);

    /** Whether the weights stay as they are but for a cast. */
    default boolean unquantized() {
        return this instanceof Unquantized;
    }

    /**
     * What a scheme has to know of a model.
     *
     * @param loaded the type in which the model is loaded: float32 on the CPU and float16 on CUDA unless set
     * @param tiedHead whether the head is the embedding
     */
    record Model(DType loaded, boolean tiedHead) {
        public Model {
            if (!loaded.isFloat()) {
                throw new IllegalArgumentException(loaded + " is no type of a weight");
            }
        }
    }
}
