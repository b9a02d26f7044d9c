/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes sessions whose weights stay where they are: in the mapped files, or in the buffers handed over. */
final class SessionFactory implements AutoCloseable {
    private final OrtEnvironment environment;
    private final Checkpoint checkpoint;
    /** Shared by the sessions of all shapes, and needed until the last of them is closed. */
    private final Map<String, OnnxTensor> handedOver = new LinkedHashMap<>();

    private Optional<Path> placeholder = Optional.empty();

    SessionFactory(OrtEnvironment environment, Checkpoint checkpoint) {
        this.environment = environment;
        this.checkpoint = checkpoint;
    }

    OrtSession create(ModelGraph graph, Parallelism parallelism) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(parallelism.threads());
            options.setInterOpNumThreads(1);
            if (!parallelism.prepacked()) {
                // Prepacking copies every weight, for 5 % of speed (measured).
                options.addConfigEntry("session.disable_prepacking", "1");
            }
            // Patterns of the largest shapes would be kept for good: 917 MB instead of 271 MB, at the same speed
            // (measured).
            options.setMemoryPatternOptimization(false);
            options.setCPUArenaAllocator(parallelism.arena());
            // Folding would turn every 16-bit weight into a 32-bit copy, and splitting copies a head as a whole.
            options.addConfigEntry(
                    "optimization.disable_specified_optimizers",
                    "ConstantFolding;FuseFp16InitializerToFp32NodeTransformer;GatherSliceToSplitFusion");
            options.addConfigEntry("session.model_external_initializers_file_folder_path", folder().toString());
            for (ModelGraph.Parameter parameter : graph.parameters()) {
                for (var entry : parameter.initializers().entrySet()) {
                    options.addInitializer(entry.getKey(), handOver(entry.getKey(), entry.getValue()));
                }
            }
            return environment.createSession(graph.model(), options);
        }
    }

    private OnnxTensor handOver(String name, ModelGraph.Initializer data) throws OrtException {
        OnnxTensor known = handedOver.get(name);
        if (known == null) {
            known = OnnxTensor.createTensor(environment, data.data(), data.shape(), javaType(data.dtype()));
            handedOver.put(name, known);
        }
        return known;
    }

    private static OnnxJavaType javaType(DType dtype) {
        return switch (dtype) {
            case F32 -> OnnxJavaType.FLOAT;
            case F16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case I8 -> OnnxJavaType.INT8;
            case U8 -> OnnxJavaType.UINT8;
            default -> throw new IllegalArgumentException(dtype + " is no type of a weight");
        };
    }

    /** The root of the file system where the weights lie in files; a folder with the placeholder where they lie nowhere. */
    private Path folder() {
        return checkpoint.weightRoot().or(() -> placeholder).orElseGet(() -> {
            try {
                Path folder = Files.createTempDirectory("dse-placeholder");
                Files.writeString(folder.resolve(ModelGraph.PLACEHOLDER), "placeholder");
                placeholder = Optional.of(folder);
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        handedOver.values().forEach(OnnxTensor::close);
        handedOver.clear();
        placeholder.ifPresent(folder -> {
            try {
                Files.deleteIfExists(folder.resolve(ModelGraph.PLACEHOLDER));
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // Two names are left among the temporary files.
            }
        });
        placeholder = Optional.empty();
    }
}
