/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.artifact.StandIn;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model folder, opened: its configuration and its tensors. Nothing is read but headers; the weights stay in their mapped
 * files.
 */
public final class Checkpoint {
    private final Path folder;
    private final ModelConfiguration configuration;
    private final SortedMap<String, Tensor> tensors;
    private final List<String> warnings;
    private final List<Path> files;

    private Checkpoint(
            Path folder,
            ModelConfiguration configuration,
            Map<String, Tensor> tensors,
            List<String> warnings,
            List<Path> files) {
        this.folder = folder;
        this.configuration = configuration;
        this.tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        this.warnings = List.copyOf(warnings);
        this.files = List.copyOf(files);
    }

    /**
     * Opens a folder in the Hugging Face layout, or in that of MLC.
     *
     * @throws DseException naming file, key or tensor where something is missing, damaged or not supported
     */
    public static Checkpoint open(Path folder) {
        StandIn.refuse(folder, folder.toString());
        if (!Files.isDirectory(folder)) {
            throw new DseException(Problem.at(
                    Place.of(folder.toString()), Files.exists(folder) ? "is not a folder" : "does not exist"));
        }
        Adapter.refuse(folder);
        if (MlcFolder.isOne(folder)) {
            MlcFolder mlc = MlcFolder.read(folder);
            return of(folder, mlc.configuration(), mlc.tensors(), mlc.files(), List.of());
        }
        ModelConfiguration configuration = ConfigurationReader.read(folder);
        SortedMap<String, Tensor> tensors = TensorIndex.read(folder);
        List<Path> files = filesOf(tensors);
        Optional<CodeFormat> codes = ConfigurationReader.codes(folder);
        if (codes.isPresent()) {
            tensors = new PackedTensors(folder, codes.get(), configuration, tensors).restored();
        }
        QuantizedTensors.refuse(folder, tensors);
        WrappedNames.refuse(folder, configuration, tensors.keySet());
        return of(folder, configuration, tensors, files, List.of());
    }

    private static Checkpoint of(
            Path folder,
            ModelConfiguration configuration,
            SortedMap<String, Tensor> tensors,
            List<Path> files,
            List<String> warnings) {
        OwnHead head = OwnHead.of(folder, configuration, tensors);
        return new Checkpoint(
                folder,
                configuration.withTiedEmbeddings(head.tied()),
                head.tensors(),
                Stream.concat(warnings.stream(), head.warning().stream()).toList(),
                files);
    }

    private static List<Path> filesOf(Map<String, Tensor> tensors) {
        return tensors.values().stream()
                .map(Tensor::file)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** A checkpoint of tensors from anywhere: what tests need. */
    public static Checkpoint of(Path folder, ModelConfiguration configuration, Map<String, Tensor> tensors) {
        return new Checkpoint(folder, configuration, tensors, List.of(), filesOf(tensors));
    }

    /** The folder as given. */
    public Path folder() {
        return folder;
    }

    /** What config.json says, but the head where the weights say otherwise. */
    public ModelConfiguration configuration() {
        return configuration;
    }

    /** What the user should know of how the folder was read, without its name: a path of this machine is nobody else's. */
    public List<String> warnings() {
        return warnings;
    }

    /** All tensors by name, sorted. */
    public SortedMap<String, Tensor> tensors() {
        return tensors;
    }

    /** The files that the tensors are made from. */
    public List<Path> files() {
        return files;
    }

    /** A tensor that may be absent. */
    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /**
     * The root of the file system in which the files of all tensors that are read as they are really lie, links followed: ONNX
     * Runtime reads external data from below one folder only. Empty where they lie under several roots, or there are none.
     */
    public Optional<Path> weightRoot() {
        List<Path> roots = tensors.values().stream()
                .map(Tensor::region)
                .flatMap(Optional::stream)
                .map(region -> region.file().getRoot())
                .distinct()
                .toList();
        return roots.size() == 1 ? Optional.of(roots.get(0)) : Optional.empty();
    }

    /** Bytes of all tensors as stored. */
    public long byteLength() {
        return tensors.values().stream().mapToLong(Tensor::byteLength).sum();
    }
}
