/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model and what a session needs beside it.
 *
 * <p>Inputs: {@code input_ids} int64 {@code [batch, length]}; {@code targets} int64 {@code [batch, rows]}, the token after
 * each scored position; {@code rows} int64 {@code [batch, rows]} where the shape gathers; for each rotary embedding i
 * {@code cos<i>} and {@code sin<i>} float32 {@code [length, dimensions / 2]}. Output: {@code nll} float32
 * {@code [batch, rows]}; {@code finite} bool {@code [layers + 1]} (embedding first) where checked.
 *
 * @param model serialized
 * @param parameters weights in the order of first use
 * @param rotaries embeddings whose tables are inputs
 */
public record ModelGraph(byte[] model, List<Parameter> parameters, List<RotaryConfiguration> rotaries) {
    /** File that initializers handed over by name claim to lie in where no weight lies in a file. */
    public static final String PLACEHOLDER = "placeholder";

    public ModelGraph {
        parameters = List.copyOf(parameters);
        rotaries = List.copyOf(rotaries);
    }

    /**
     * A weight of the graph.
     *
     * @param initializers what is to be handed over under which name, besides what lies in files
     */
    public record Parameter(Tensor tensor, ModuleKind kind, Supply supply, Map<String, Initializer> initializers) {}

    /** Data handed to a session under an initializer's name. */
    public record Initializer(DType dtype, long[] shape, ByteBuffer data) {}
}
