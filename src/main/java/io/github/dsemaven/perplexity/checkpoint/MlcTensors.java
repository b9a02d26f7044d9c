/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns the tensors of MLC into those of transformers: restored, taken apart and renamed. */
final class MlcTensors {
    private static final String CODES = ".q_weight";
    private static final String SCALES = ".q_scale";

    private final Path folder;
    private final MlcScheme scheme;
    private final ModelConfiguration model;
    private final SortedMap<String, Tensor> restored = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    MlcTensors(Path folder, MlcConfiguration configuration) {
        this.folder = folder;
        this.scheme = configuration.scheme();
        this.model = configuration.model();
    }

    /**
     * The tensors under the names of transformers.
     *
     * @param stored under MLC's names
     * @throws DseException naming tensors that do not fit
     */
    SortedMap<String, Tensor> restored(SortedMap<String, Tensor> stored) {
        stored.forEach((name, tensor) -> {
            if (name.endsWith(CODES)) {
                String module = name.substring(0, name.length() - CODES.length());
                quantized(module, tensor, Optional.ofNullable(stored.get(module + SCALES)))
                        .ifPresent(this::add);
            } else if (name.endsWith(SCALES)) {
                if (!stored.containsKey(name.substring(0, name.length() - SCALES.length()) + CODES)) {
                    report(name + " has no " + CODES.substring(1) + " beside it");
                }
            } else if (!tensor.dtype().isFloat()) {
                report(name + " is " + tensor.dtype() + ", which no part of a model that is read here is");
            } else {
                add(tensor.named(MlcNames.ofTransformers(model.modelType(), name)));
            }
        });
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return restored;
    }

    private Optional<Tensor> quantized(String module, Tensor codes, Optional<Tensor> scales) {
        String name = MlcNames.ofTransformers(model.modelType(), module + ".weight");
        if (!scheme.quantizes()) {
            report(codes.name() + " is quantized, but the scheme of " + MlcConfiguration.FILE + " is " + scheme.name());
            return Optional.empty();
        }
        if (scales.isEmpty()) {
            report(codes.name() + " has no " + SCALES.substring(1) + " beside it");
            return Optional.empty();
        }
        int inputs = MlcNames.inputs(model, name);
        int groups = scheme.groups(inputs);
        int words = groups * MlcScheme.GROUP_WORDS;
        boolean matrices = codes.shape().length == 2 && scales.get().shape().length == 2;
        boolean straight = matrices
                && codes.dimension(1) == words
                && scales.get().dimension(1) == groups
                && codes.dimension(0) == scales.get().dimension(0);
        boolean turned = matrices
                && codes.dimension(0) == words
                && scales.get().dimension(0) == groups
                && codes.dimension(1) == scales.get().dimension(1);
        boolean types = codes.dtype() == DType.U32 && isScale(scales.get());
        if (!types || straight == turned) {
            report(codes + " and " + scales.get() + " do not fit " + scheme.name() + ": for " + inputs
                    + " inputs it has " + words + " words of U32 and " + groups + " scales of " + scheme.type());
            return Optional.empty();
        }
        int[] groupOf = RestoredMatrix.consecutive(inputs, scheme.group());
        Path file = codes.file().orElseThrow();
        var shape = new RestoredMatrix.Shape(name, file, inputs, scheme.bits(), scheme.type(), groupOf, groups);
        return Optional.of(Tensor.restored(
                name,
                scheme.type(),
                new long[] {codes.dimension(straight ? 0 : 1), inputs},
                file,
                new Tensor.Storage(scheme.storedBits(inputs), true),
                new RestoredMatrix(new MlcMatrix(scheme, codes, scales.get(), turned), shape)));
    }

    /** Scales of float32 may be stored as bfloat16. */
    private boolean isScale(Tensor scales) {
        return scales.dtype() == scheme.type() || scheme.type() == DType.F32 && scales.dtype() == DType.BF16;
    }

    /** Adds a tensor under its names in transformers. */
    private void add(Tensor tensor) {
        List<MlcNames.Part> parts = MlcNames.parts(model, tensor.name());
        if (parts.isEmpty()) {
            put(fitting(tensor));
            return;
        }
        long rows = parts.stream().mapToLong(MlcNames.Part::rows).sum();
        if (tensor.shape().length == 0 || tensor.dimension(0) != rows) {
            report(tensor + " should have " + rows + " rows, those of "
                    + String.join(", ", parts.stream().map(MlcNames.Part::name).toList()));
            return;
        }
        long first = 0;
        for (MlcNames.Part part : parts) {
            put(tensor.part(part.name(), first, part.rows()));
            first += part.rows();
        }
    }

    /** Without rows that only fill up the vocabulary, and without what MLC adds to the norms of Gemma. */
    private Tensor fitting(Tensor tensor) {
        HeadNames names = model.family().headNames();
        boolean table =
                tensor.name().equals(names.embeddingWeight()) || tensor.name().equals(names.ownWeight());
        if (table && tensor.shape().length == 2 && tensor.dimension(0) > model.vocabularySize()) {
            return tensor.part(tensor.name(), 0, model.vocabularySize());
        }
        return model.modelType().equals("gemma2") && tensor.name().endsWith("norm.weight") ? lessOne(tensor) : tensor;
    }

    private static Tensor lessOne(Tensor norm) {
        return Tensor.restored(
                norm.name(),
                DType.F32,
                norm.shape(),
                norm.file().orElseThrow(),
                new Tensor.Storage(norm.storedBits() / Math.max(1, norm.elements()), false),
                (from, count, into) -> {
                    float[] values = new float[count];
                    norm.read(from, values, 0, count);
                    for (float value : values) {
                        into.putFloat(value - 1);
                    }
                });
    }

    private void put(Tensor tensor) {
        if (restored.put(tensor.name(), tensor) != null) {
            report("two tensors are " + tensor.name());
        }
    }

    private void report(String message) {
        problems.add(new Problem(Place.of(folder.toString()), message, Suggestions.mlcFolder()));
    }
}
