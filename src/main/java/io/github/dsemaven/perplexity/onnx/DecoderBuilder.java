/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Embedding and layers. On a CPU a window goes through each layer part by part, so that what a layer computes stays in a
 * core's cache: matrix products of 512 rows ran 15 % faster than of 2048 (measured), and need a quarter of the memory.
 */
final class DecoderBuilder {
    private static final int PART = 512;

    /**
     * Weights up to which a window is cut, 720 MiB in float32. ONNX Runtime takes a part through all layers before the next,
     * so every layer's weights are in use at a time: those that are cast would all exist in float32.
     */
    private static final long MOST_ELEMENTS = 180L << 20;

    private final Architecture architecture;
    private final Blocks blocks;
    private final Attention attention;
    private final GraphSettings settings;
    private final long elements;
    private final List<Value> finite = new ArrayList<>();

    /** @param elements of all weights */
    DecoderBuilder(
            Architecture architecture, Blocks blocks, Attention attention, GraphSettings settings, long elements) {
        this.elements = elements;
        this.architecture = architecture;
        this.blocks = blocks;
        this.attention = attention;
        this.settings = settings;
    }

    /**
     * The finished hidden states of the scored positions.
     *
     * @param ids int64 {@code [batch, length]}
     * @return {@code [batch, scored rows, hidden]}
     */
    Value hidden(Value ids, GraphShape shape) {
        List<Rows> parts = parts(shape);
        Value embedded = architecture.embed(blocks, ids);
        check(List.of(embedded));
        List<Value> xs = cut(embedded, shape.length(), parts);
        int last = blocks.configuration().layers().size() - 1;
        for (int i = 0; i < last; i++) {
            xs = layer(i, parts, parts, xs);
        }
        return lastLayer(parts, xs, scored(shape));
    }

    /**
     * One layer by itself, with what comes after it if it is the last.
     *
     * @param x {@code [batch, rows, hidden]} with the {@link #rows} of the shape
     * @return the same rows, or after the last layer the finished hidden states of the scored positions
     */
    Value single(int index, Value x, GraphShape shape) {
        List<Rows> parts = parts(shape);
        List<Value> xs = cut(x, rows(shape), parts);
        boolean last = index == blocks.configuration().layers().size() - 1;
        return last ? lastLayer(parts, xs, scored(shape)) : blocks.concat(layer(index, parts, parts, xs), 1);
    }

    /** Positions that layers compute: up to the last that is scored, where none depends on later ones. */
    int rows(GraphShape shape) {
        List<Rows> parts = parts(shape);
        return parts.get(parts.size() - 1).to();
    }

    private List<Value> cut(Value x, int rows, List<Rows> parts) {
        return parts.stream()
                .map(part -> part.count() == rows ? x : blocks.slice(x, 1, part.from(), part.to()))
                .toList();
    }

    private Value lastLayer(List<Rows> parts, List<Value> xs, Rows scored) {
        int last = blocks.configuration().layers().size() - 1;
        if (settings.wholeWindows()) {
            Layer whole = named(last, parts.get(0), scored);
            return architecture.finish(
                    blocks, whole.select(blocks, layer(last, parts, parts, xs).get(0)));
        }
        List<Rows> outputs = scored.isRange()
                ? parts.stream().map(part -> overlap(part, scored)).toList()
                : List.of(scored);
        List<Value> results = layer(last, parts, outputs, xs);
        return architecture.finish(blocks, blocks.concat(results, 1));
    }

    /** For the embedding and each layer, whether all it put out is finite: bool {@code [layers + 1]}. */
    Value finite() {
        return blocks.concat(finite, 0);
    }

    /** Puts out what the outputs name; a part without any only leaves its keys and values for later parts. */
    private List<Value> layer(int index, List<Rows> parts, List<Rows> outputs, List<Value> xs) {
        var results = new ArrayList<Value>();
        for (int i = 0; i < parts.size(); i++) {
            boolean empty = outputs.get(i).count() <= 0;
            Rows output = empty ? parts.get(i) : outputs.get(i);
            Value result = architecture.layer(blocks, attention, named(index, parts.get(i), output), xs.get(i));
            if (!empty) {
                results.add(result);
            }
        }
        check(results);
        return results;
    }

    private Layer named(int index, Rows input, Rows output) {
        return new Layer(
                index,
                architecture.layerPrefix(index),
                blocks.configuration().layers().get(index),
                input,
                output);
    }

    /** Parts end where the scored positions begin and end; what comes after them is seen by none of them. */
    private List<Rows> parts(GraphShape shape) {
        boolean whole = settings.attention() != AttentionKernel.BLOCK_CAUSAL || settings.wholeWindows();
        if (whole || !(shape.rows() instanceof ScoredRows.Range range)) {
            return List.of(Rows.range(0, shape.length()));
        }
        var parts = new ArrayList<Rows>();
        int from = 0;
        while (from < range.to()) {
            int border = from < range.from() ? range.from() : range.to();
            int rest = (border - from) % PART;
            int to = elements > MOST_ELEMENTS ? range.to() : from + (rest == 0 ? PART : rest);
            parts.add(Rows.range(from, to));
            from = to;
        }
        return parts;
    }

    private Rows scored(GraphShape shape) {
        if (shape.rows() instanceof ScoredRows.Range range) {
            return Rows.range(range.from(), range.to());
        }
        int count = shape.rows().count();
        return new Rows(0, count, blocks.graph().input("rows", Types.INT64, -1, count));
    }

    private static Rows overlap(Rows part, Rows scored) {
        int from = Math.max(part.from(), scored.from());
        return Rows.range(from, Math.max(from, Math.min(part.to(), scored.to())));
    }

    /** The difference of a finite number to itself is zero, of any other NaN. */
    private void check(List<Value> xs) {
        if (settings.checked()) {
            GraphBuilder graph = blocks.graph();
            Value x = blocks.concat(xs, 1);
            Value zero = graph.node("Sub", List.of(x, x), Map.of());
            Value sum = graph.node("ReduceSum", List.of(zero), Map.of("keepdims", 0));
            Value nan = graph.node("IsNaN", List.of(sum), Map.of());
            Value sound = graph.node("Not", List.of(nan), Map.of());
            finite.add(graph.node("Unsqueeze", List.of(sound, graph.longs(0)), Map.of()));
        }
    }
}
