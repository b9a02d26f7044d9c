/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.artifact.SlashedPath;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.GroupCodes;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The checkpoint's tensors as initializers of a graph: found by name, held against the shape that the configuration asks
 * for, cast to the graph's type. Problems are collected, so that all of them are reported at once.
 */
final class Parameters {
    /** A linear layer's weight, in the form that decides how it multiplies. */
    sealed interface Linear {
        /** A matrix in the graph's type. */
        record Dense(Value weight) implements Linear {}

        /**
         * LLM.int8: codes as in {@link Supply.Int8}.
         *
         * @param scales largest magnitude of each output's row: {@code [out]} by input, else {@code [out, 1]}
         * @param factors what sums of products of codes are multiplied by, {@code [out]}
         */
        record Int8(Value codes, Value scales, Value factors, boolean byInput) implements Linear {}

        /** A matrix {@code [out, in]} in the graph's type, however the checkpoint stores it. */
        record Restored(Value weight) implements Linear {}

        /** Codes in whole groups: what MatMulNBits takes. */
        record Grouped(GroupCodes.Layout layout, Value codes, Value scales, Value zeroPoints) implements Linear {}

        /** NF4: what MatMulBnb4 takes. */
        record Nf4(int outputs, int inputs, Value codes, Value scales) implements Linear {}
    }

    /**
     * A weight as it reaches the graph, which still has to be rounded and cast.
     *
     * @param from its type
     * @param through type to round to on the way
     */
    record Raw(Value value, DType from, DType through) {}

    /** Problems of one cause that a user reads. */
    private static final int MOST_PROBLEMS = 4;

    private final Checkpoint checkpoint;
    private final WeightSource source;
    private final GraphBuilder graph;
    private final DType dtype;
    private final String prefix;
    private final Map<String, Raw> raws = new LinkedHashMap<>();
    private final Map<String, Linear> values = new LinkedHashMap<>();
    private final Map<String, ModelGraph.Parameter> used = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final LowBitParameters lowBit;

    /**
     * @param prefix the base model's, such as {@code model.}: checkpoints of the base model alone lack it
     */
    Parameters(Checkpoint checkpoint, WeightSource source, GraphBuilder graph, DType dtype, String prefix) {
        this.checkpoint = checkpoint;
        this.source = source;
        this.graph = graph;
        this.dtype = dtype;
        this.lowBit = new LowBitParameters(graph, dtype);
        this.prefix = checkpoint.tensors().keySet().stream().anyMatch(name -> name.startsWith(prefix)) ? "" : prefix;
    }

    /** Whether the checkpoint has a tensor. */
    boolean has(String name) {
        return checkpoint.find(stored(name)).isPresent();
    }

    /** A norm's weight, a bias, an embedding: always in the graph's type. */
    Value weight(String name, ModuleKind kind, long... shape) {
        return ((Linear.Dense) linear(name, kind, shape)).weight();
    }

    /** A weight that a scheme may turn into integers. */
    Linear linear(String name, ModuleKind kind, long... shape) {
        Linear known = values.get(name);
        if (known == null) {
            known = bind(name, kind, shape);
            values.put(name, known);
        }
        return known;
    }

    /** A weight of which only a part is used at a time, so that only that part is cast: see {@link Blocks#widen}. */
    Raw table(String name, ModuleKind kind, long... shape) {
        Raw known = raws.get(name);
        if (known == null) {
            known = find(stored(name), shape)
                    .map(tensor -> raw(tensor, kind, source.supply(tensor, kind)))
                    .orElseGet(() -> new Raw(new Value(name), dtype, dtype));
            raws.put(name, known);
        }
        return known;
    }

    private String stored(String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    private Linear bind(String name, ModuleKind kind, long... shape) {
        Optional<Tensor> tensor = find(stored(name), shape);
        Optional<Supply> supply = tensor.map(found -> source.supply(found, kind));
        if (supply.isPresent() && supply.get() instanceof Supply.Int8 int8) {
            return integers(tensor.get(), kind, int8);
        }
        if (supply.isPresent() && supply.get() instanceof Supply.WrittenInt8 int8) {
            use(tensor.get(), kind, int8, Map.of());
            return lowBit.int8(tensor.get().name(), int8);
        }
        if (supply.isPresent() && supply.get() instanceof Supply.Grouped grouped) {
            use(tensor.get(), kind, grouped, Map.of());
            return lowBit.grouped(tensor.get().name(), grouped);
        }
        if (supply.isPresent() && supply.get() instanceof Supply.Nf4 nf4) {
            use(tensor.get(), kind, nf4, Map.of());
            return lowBit.nf4(tensor.get().name(), nf4);
        }
        Raw raw = table(name, kind, shape);
        Value rounded =
                raw.through() == raw.from() ? raw.value() : graph.castWeight(raw.value(), Types.of(raw.through()));
        return new Linear.Dense(raw.through() == dtype ? rounded : graph.castWeight(rounded, Types.of(dtype)));
    }

    private Optional<Tensor> find(String name, long... shape) {
        Optional<Tensor> found = checkpoint.find(name);
        if (found.isEmpty()) {
            report("tensor " + name + " is missing; config.json asks for it with shape " + Arrays.toString(shape));
            return found;
        }
        Tensor tensor = found.get();
        if (!Arrays.equals(tensor.shape(), shape)) {
            report("tensor " + name + " has shape " + tensor.dimensions() + " but config.json asks for "
                    + Arrays.toString(shape));
            return Optional.empty();
        }
        if (!tensor.dtype().isFloat()) {
            report("tensor " + name + " is " + tensor.dtype() + "; F32, F16 and BF16 can be evaluated");
            return Optional.empty();
        }
        return found;
    }

    private Raw raw(Tensor tensor, ModuleKind kind, Supply supply) {
        if (supply instanceof Supply.Written written) {
            use(tensor, kind, supply, Map.of());
            return new Raw(external(tensor, written.dtype(), written.region()), written.dtype(), written.dtype());
        }
        if (supply instanceof Supply.Prepared prepared) {
            var data = new ModelGraph.Initializer(prepared.dtype(), tensor.shape(), prepared.data());
            use(tensor, kind, supply, Map.of(tensor.name(), data));
            return new Raw(placeholder(tensor.name(), data), prepared.dtype(), prepared.dtype());
        }
        if (supply instanceof Supply.Rows rows) {
            var data =
                    new ModelGraph.Initializer(DType.F32, new long[] {rows.count(), tensor.rowLength()}, rows.data());
            use(tensor, kind, supply, Map.of(tensor.name(), data));
            return new Raw(placeholder(tensor.name(), data), DType.F32, DType.F32);
        }
        use(tensor, kind, supply, Map.of());
        Value value = external(tensor, tensor.dtype(), tensor.region().orElseThrow());
        return new Raw(value, tensor.dtype(), ((Supply.Stored) supply).through());
    }

    private Linear integers(Tensor tensor, ModuleKind kind, Supply.Int8 int8) {
        boolean turned = kind == ModuleKind.CONV1D;
        long out = tensor.dimension(turned ? 1 : 0);
        long in = tensor.dimension(turned ? 0 : 1);
        var codes = new ModelGraph.Initializer(DType.U8, new long[] {in, out}, int8.codes());
        var scales = new ModelGraph.Initializer(DType.F32, new long[] {out}, int8.scales());
        var factors = new ModelGraph.Initializer(DType.F32, new long[] {out}, int8.factors());
        String codesName = tensor.name() + ".codes";
        String scalesName = tensor.name() + ".scales";
        String factorsName = tensor.name() + ".factors";
        use(tensor, kind, int8, Map.of(codesName, codes, scalesName, scales, factorsName, factors));
        return new Linear.Int8(
                placeholder(codesName, codes),
                placeholder(scalesName, scales),
                placeholder(factorsName, factors),
                true);
    }

    private Value external(Tensor tensor, DType dtype, Tensor.FileRegion region) {
        return graph.external(
                tensor.name(),
                Types.of(dtype),
                tensor.shape(),
                location(region.file()),
                region.offset(),
                region.length());
    }

    /** ONNX Runtime insists on a file that exists in its folder, although the data is handed over by name. */
    private Value placeholder(String name, ModelGraph.Initializer data) {
        String file = checkpoint
                .weightRoot()
                .flatMap(root -> checkpoint.tensors().values().stream()
                        .map(Tensor::region)
                        .flatMap(Optional::stream)
                        .findFirst())
                .map(region -> location(region.file()))
                .orElse(ModelGraph.PLACEHOLDER);
        return graph.external(
                name, Types.of(data.dtype()), data.shape(), file, 0, data.data().capacity());
    }

    /** Seen from the root of the file system, so that the files of one model may lie in several folders. */
    static String location(Path file) {
        return SlashedPath.of(file.getRoot().relativize(file));
    }

    private void use(Tensor tensor, ModuleKind kind, Supply supply, Map<String, ModelGraph.Initializer> data) {
        used.put(tensor.name(), new ModelGraph.Parameter(tensor, kind, supply, data));
    }

    private void report(String message) {
        Problem problem = Problem.at(Place.of(checkpoint.folder().toString()), message);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /**
     * The weights used, after holding the checkpoint against the configuration.
     *
     * @param ignorable names that say nothing of their own, such as a tied head or a saved mask
     * @throws DseException for missing or contradicting tensors, and for tensors that this configuration does not use
     */
    List<ModelGraph.Parameter> finish(Set<String> ignorable) {
        for (String name : checkpoint.tensors().keySet()) {
            if (!used.containsKey(name) && ignorable.stream().noneMatch(name::endsWith) && problems.isEmpty()) {
                problems.add(new Problem(
                        Place.of(checkpoint.folder().toString()),
                        "tensor " + name + " is not used by this config.json (model_type "
                                + checkpoint.configuration().modelType() + ")",
                        Suggestions.contradictingConfiguration()));
            }
        }
        return used();
    }

    /**
     * The weights used so far.
     *
     * @throws DseException for missing or contradicting tensors
     */
    List<ModelGraph.Parameter> used() {
        if (problems.size() > MOST_PROBLEMS) {
            List<Problem> first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS - 1));
            first.add(new Problem(
                    Place.of(checkpoint.folder().toString()),
                    "and " + (problems.size() - first.size()) + " more tensors do not fit config.json",
                    Suggestions.contradictingConfiguration()));
            throw new DseException(first);
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return List.copyOf(used.values());
    }
}
