/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;

/** The matrix product of LLM.int8. */
final class Int8Product {
    private final GraphBuilder graph;
    private final DType dtype;

    Int8Product(GraphBuilder graph, DType dtype) {
        this.graph = graph;
        this.dtype = dtype;
    }

    Value multiply(Value x, Parameters.Linear.Int8 weight) {
        throw new UnsupportedOperationException(graph + " " + dtype + x + weight);
    }
}
