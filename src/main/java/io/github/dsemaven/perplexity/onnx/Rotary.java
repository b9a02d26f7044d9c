/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rotary position embeddings. Their tables are inputs of the model, because some scalings depend on the length of the text
 * of a call and not on the graph.
 */
final class Rotary {
    /** Cosines and sines {@code [length, dimensions / 2]} in the type of the graph. */
    record Tables(Value cos, Value sin) {}

    private final Blocks blocks;
    private final int length;
    private final List<RotaryConfiguration> configurations = new ArrayList<>();
    private final Map<List<Object>, Tables> tables = new HashMap<>();

    Rotary(Blocks blocks, int length) {
        this.blocks = blocks;
        this.length = length;
    }

    /** The embeddings used, in the order of their inputs. */
    List<RotaryConfiguration> configurations() {
        return List.copyOf(configurations);
    }

    /** Whether every dimension of a head is rotated, so that a factor may be part of the tables. */
    boolean isWhole(RotaryConfiguration configuration) {
        return configuration.dimensions() == blocks.configuration().attention().headSize();
    }

    /**
     * Rotates the heads of {@code [batch, rows, heads * headSize]}.
     *
     * @param rows positions of these rows
     * @param factor multiplies the result, where the rotation is whole
     */
    Value rotate(Value x, RotaryConfiguration configuration, int heads, Rows rows, double factor) {
        Tables scaled = tables(configuration, factor);
        Value positions = rows.isRange() ? blocks.graph().longs(rows.from()) : rows.gathered();
        var attributes = new HashMap<String, Object>(Map.of("num_heads", heads));
        if (blocks.configuration().family().rotatesNeighbours()) {
            attributes.put("interleaved", 1);
        }
        if (!isWhole(configuration)) {
            attributes.put("rotary_embedding_dim", configuration.dimensions());
        }
        return blocks.graph()
                .microsoft("RotaryEmbedding", List.of(x, positions, scaled.cos(), scaled.sin()), attributes);
    }

    /** The tables of an embedding, for operators that rotate by themselves. */
    Tables tables(RotaryConfiguration configuration) {
        return tables(configuration, 1);
    }

    private Tables tables(RotaryConfiguration configuration, double factor) {
        Tables plain = tables.computeIfAbsent(List.of(configuration), key -> {
            int index = configurations.size();
            configurations.add(configuration);
            long width = configuration.dimensions() / 2;
            Value cos = blocks.graph().input("cos" + index, Types.FLOAT, length, width);
            Value sin = blocks.graph().input("sin" + index, Types.FLOAT, length, width);
            return blocks.dtype() == DType.F32
                    ? new Tables(cos, sin)
                    : new Tables(blocks.cast(cos, blocks.dtype()), blocks.cast(sin, blocks.dtype()));
        });
        if (factor == 1) {
            return plain;
        }
        return tables.computeIfAbsent(
                List.of(configuration, factor),
                key -> new Tables(blocks.scale(plain.cos(), factor), blocks.scale(plain.sin(), factor)));
    }
}
