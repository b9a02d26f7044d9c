/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes sessions on a GPU. Weights in files are read by ONNX Runtime itself (16 GB in 2.9 s); weights in memory go by
 * {@code addExternalInitializers} (12 to 16 s), because a session on CUDA ignores {@code addInitializer} without a word and
 * uses what the file holds at the place named.
 */
final class CudaSessions {
    private final OrtEnvironment environment;
    private final EngineSettings settings;
    private final CudaTuning tuning;

    CudaSessions(OrtEnvironment environment, EngineSettings settings, CudaTuning tuning) {
        this.environment = environment;
        this.settings = settings;
        this.tuning = tuning;
    }

    /** A session in which every node runs on the GPU: ONNX Runtime refuses to make another. */
    OrtSession create(ModelGraph graph) throws OrtException {
        try (var options = options(graph)) {
            if (settings.cudaDevice().isPresent()) {
                options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
            }
            return environment.createSession(graph.model(), options);
        }
    }

    /** A session for a check, whose nodes may run anywhere. */
    OrtSession createAnywhere(ModelGraph graph) throws OrtException {
        try (var options = options(graph)) {
            return environment.createSession(graph.model(), options);
        }
    }

    /** A session that writes down which node ran where, wherever that was. */
    OrtSession createProfiled(ModelGraph graph, Path prefix) throws OrtException {
        try (var options = options(graph)) {
            options.enableProfiling(prefix.toString());
            return environment.createSession(graph.model(), options);
        }
    }

    private OrtSession.SessionOptions options(ModelGraph graph) throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setInterOpNumThreads(1);
        options.setIntraOpNumThreads(1);
        options.setMemoryPatternOptimization(false);
        // Folding would cast weights on the CPU, one thread, while loading.
        options.addConfigEntry(
                "optimization.disable_specified_optimizers",
                "ConstantFolding;FuseFp16InitializerToFp32NodeTransformer;GatherSliceToSplitFusion");
        // Else the arena rounds each weight up.
        options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
        options.addConfigEntry(
                "session.model_external_initializers_file_folder_path",
                Path.of("").toAbsolutePath().getRoot().toString());
        Map<String, OnnxTensorLike> handedOver = new LinkedHashMap<>();
        for (ModelGraph.Parameter parameter : graph.parameters()) {
            for (var entry : parameter.initializers().entrySet()) {
                handedOver.put(entry.getKey(), tensor(entry.getValue()));
            }
        }
        if (!handedOver.isEmpty()) {
            options.addExternalInitializers(handedOver);
        }
        if (settings.cudaDevice().isPresent()) {
            addCuda(options, settings.cudaDevice().getAsInt());
        }
        return options;
    }

    private void addCuda(OrtSession.SessionOptions options, int device) throws OrtException {
        try (var cuda = new OrtCUDAProviderOptions(device)) {
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            // Products in 16 bits are not concerned; those that LLM.int8 makes in float32 are of numbers that tf32
            // holds
            // exactly.
            cuda.add("use_tf32", settings.dtype() == DType.F32 ? "0" : "1");
            cuda.add("enable_skip_layer_norm_strict_mode", "1");
            cuda.add("do_copy_in_default_stream", "1");
            for (var option : tuning.providerOptions().entrySet()) {
                cuda.add(option.getKey(), option.getValue());
            }
            options.addCUDA(cuda);
        }
    }

    private OnnxTensor tensor(ModelGraph.Initializer data) throws OrtException {
        OnnxJavaType type = switch (data.dtype()) {
            case F32 -> OnnxJavaType.FLOAT;
            case F16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case I8 -> OnnxJavaType.INT8;
            default -> throw new IllegalArgumentException(data.dtype() + " is no type of a weight");
        };
        return OnnxTensor.createTensor(environment, data.data(), data.shape(), type);
    }
}
