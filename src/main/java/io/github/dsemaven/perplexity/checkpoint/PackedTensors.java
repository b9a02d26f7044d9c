/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns the codes of GPTQ and AWQ into the weights that they stand for; other tensors stay as they are. */
final class PackedTensors {
    private static final String WORDS = ".qweight";
    private static final List<String> BESIDE = List.of(".qzeros", ".scales", ".g_idx");
    private static final Set<String> ATTENTION = Set.of("q_proj", "k_proj", "v_proj", "qkv_proj");

    private final Path folder;
    private final CodeFormat format;
    private final ModelConfiguration model;
    private final SortedMap<String, Tensor> stored;
    private final List<Problem> problems = new ArrayList<>();

    PackedTensors(Path folder, CodeFormat format, ModelConfiguration model, SortedMap<String, Tensor> stored) {
        this.folder = folder;
        this.format = format;
        this.model = model;
        this.stored = stored;
    }

    /**
     * The weights by name.
     *
     * @throws DseException naming tensors that do not fit the format
     */
    SortedMap<String, Tensor> restored() {
        if (model.family() == Family.GPT2) {
            throw new DseException(
                    Place.of(folder.toString()),
                    "holds codes of " + format.label() + " of a " + model.modelType()
                            + ", whose weights lie the other way round, which is not read",
                    Suggestions.unquantizedModel());
        }
        SortedMap<String, Tensor> restored = new TreeMap<>();
        stored.forEach((name, tensor) -> {
            if (name.endsWith(WORDS)) {
                matrix(name.substring(0, name.length() - WORDS.length()))
                        .ifPresent(matrix -> restored.put(matrix.name(), matrix));
            } else if (!isBesideWords(name) && !isBiasOfNothing(name, tensor)) {
                restored.put(name, tensor);
            }
        });
        if (problems.isEmpty() && restored.values().stream().noneMatch(Tensor::isQuantized)) {
            report("config.json says that the weights are stored as " + format.label() + ", but none is");
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems.subList(0, Math.min(3, problems.size())));
        }
        return restored;
    }

    private boolean isBesideWords(String name) {
        return BESIDE.stream()
                .anyMatch(end -> name.endsWith(end)
                        && stored.containsKey(name.substring(0, name.length() - end.length()) + WORDS));
    }

    /** The tools give every layer a bias; one that the model has not got is zeros. */
    private boolean isBiasOfNothing(String name, Tensor tensor) {
        if (!name.endsWith(".bias")) {
            return false;
        }
        String module = name.substring(0, name.length() - ".bias".length());
        if (!stored.containsKey(module + WORDS) || !tensor.dtype().isFloat() || hasBias(module)) {
            return false;
        }
        float[] values = new float[Math.toIntExact(tensor.elements())];
        tensor.read(0, values, 0, values.length);
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean hasBias(String module) {
        String last = module.substring(module.lastIndexOf('.') + 1);
        if (ATTENTION.contains(last)) {
            return model.attention().bias();
        }
        return module.contains("attn")
                ? model.attention().outputBias()
                : model.feedForward().bias();
    }

    private Optional<Tensor> matrix(String module) {
        Tensor words = stored.get(module + WORDS);
        Optional<Tensor> scales = Optional.ofNullable(stored.get(module + ".scales"));
        Optional<Tensor> zeros = Optional.ofNullable(stored.get(module + ".qzeros"));
        Optional<Tensor> order = Optional.ofNullable(stored.get(module + ".g_idx"));
        if (scales.isEmpty() || zeros.isEmpty() && !format.symmetric()) {
            report(words.name() + " has no " + (scales.isEmpty() ? "scales" : "qzeros") + " beside it");
            return Optional.empty();
        }
        if (words.shape().length != 2
                || scales.get().shape().length != 2
                || words.dimension(0) > Integer.MAX_VALUE / 32) {
            report(words + " and " + scales.get() + " are no matrices");
            return Optional.empty();
        }
        boolean gptq = format.method() == CodeFormat.Method.GPTQ;
        int inputs = Math.toIntExact(gptq ? words.dimension(0) * 32 / format.bits() : words.dimension(0));
        int groups = format.groups(inputs);
        long outputs = scales.get().dimension(1);
        long[] packed = {groups, outputs * format.bits() / 32};
        boolean fits = words.dtype() == DType.I32
                && outputs * format.bits() % 32 == 0
                && words.dimension(1) == (gptq ? outputs : outputs / 8)
                && (!gptq || words.dimension(0) * 32 % format.bits() == 0)
                && scales.get().dtype().isFloat()
                && scales.get().dimension(0) == groups
                && zeros.stream().allMatch(zero -> zero.dtype() == DType.I32 && Arrays.equals(zero.shape(), packed));
        if (!fits) {
            report(words + ", " + scales.get()
                    + zeros.map(zero -> " and " + zero).orElse("") + " do not fit " + format.label());
            return Optional.empty();
        }
        Optional<int[]> groupOf = groupOf(module, order, inputs, groups);
        return groupOf.map(of -> restored(module, words, scales.get(), zeros, of, inputs));
    }

    private Tensor restored(
            String module, Tensor words, Tensor scales, Optional<Tensor> zeros, int[] groupOf, int inputs) {
        String name = module + ".weight";
        int groups = format.groups(inputs);
        double shared = 8.0 * scales.dtype().bytes() + (zeros.isPresent() ? format.bits() : 0);
        var shape = new RestoredMatrix.Shape(
                name, words.file().orElse(folder), inputs, format.bits(), scales.dtype(), groupOf, groups);
        return Tensor.restored(
                name,
                scales.dtype(),
                new long[] {scales.dimension(1), inputs},
                words.file().orElse(folder),
                new Tensor.Storage(format.bits() + shared * groups / inputs, true),
                new RestoredMatrix(new PackedMatrix(format, words, scales, zeros), shape));
    }

    /** Where inputs were quantized in another order, their groups do not follow one another. */
    private Optional<int[]> groupOf(String module, Optional<Tensor> order, int inputs, int groups) {
        if (order.isEmpty() && format.ordered()) {
            report(module + " has no g_idx, which config.json (desc_act) makes necessary");
            return Optional.empty();
        }
        if (order.isEmpty()) {
            return Optional.of(RestoredMatrix.consecutive(inputs, format.groupSize(inputs)));
        }
        Tensor tensor = order.get();
        if (tensor.dtype() != DType.I32 || !Arrays.equals(tensor.shape(), new long[] {inputs})) {
            report(tensor + " should be I32[" + inputs + "], the group of each input of " + module);
            return Optional.empty();
        }
        int[] groupOf = new int[inputs];
        tensor.bytes(0, inputs * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(groupOf);
        if (Arrays.stream(groupOf).anyMatch(group -> group < 0 || group >= groups)) {
            report(tensor + " names a group that is none of the " + groups);
            return Optional.empty();
        }
        return Optional.of(groupOf);
    }

    private void report(String message) {
        problems.add(new Problem(Place.of(folder.toString()), message, Suggestions.downloadAgain()));
    }
}
