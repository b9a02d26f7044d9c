/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** A tensor that flows through a graph, by the name of the node output, input or initializer that holds it. */
record Value(String name) {
    /** What stands for an optional input that is left out. */
    static final Value NONE = new Value("");
}
