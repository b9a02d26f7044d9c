/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Activation functions of feed-forward blocks under the names that {@code config.json} uses. */
public enum Activation {
    /** {@code x * sigmoid(x)}. */
    SILU("silu", "swish"),
    /** {@code x * Phi(x)} with the error function. */
    GELU("gelu", "gelu_python"),
    /** The approximation of GELU by tanh. */
    GELU_TANH("gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_python_tanh"),
    /** {@code max(x, 0)}. */
    RELU("relu"),
    /** {@code max(x, 0)} squared. */
    RELU_SQUARED("relu2");

    private final List<String> names;

    Activation(String... names) {
        this.names = List.of(names);
    }

    static Optional<Activation> named(String name) {
        return Arrays.stream(values())
                .filter(activation -> activation.names.contains(name))
                .findFirst();
    }

    static List<String> validNames() {
        return Arrays.stream(values())
                .flatMap(activation -> activation.names.stream())
                .toList();
    }
}
