/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/** Weights that another tool has quantized, known by the tensors that it leaves, whatever config.json says. */
final class QuantizedTensors {
    private final SortedMap<String, Tensor> tensors;

    private QuantizedTensors(SortedMap<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** @throws DseException where a tensor shows that the weights are quantized */
    static void refuse(Path folder, SortedMap<String, Tensor> tensors) {
        var all = new QuantizedTensors(tensors);
        for (Tensor tensor : tensors.values()) {
            Optional<String> method = all.method(tensor);
            if (method.isPresent()) {
                throw new DseException(
                        Place.of(folder.toString()),
                        "holds weights that are quantized already: " + method.get() + " (tensor " + tensor.name() + ")",
                        Suggestions.unquantizedModel());
            }
        }
    }

    private Optional<String> method(Tensor tensor) {
        String name = tensor.name();
        int dot = name.lastIndexOf('.');
        String module = name.substring(0, Math.max(dot, 0));
        String last = name.substring(dot + 1);
        return switch (last) {
            case "g_idx" -> Optional.of("GPTQ");
            case "qweight", "qzeros" -> Optional.of(packed(module));
            case "scales", "biases" -> has(module + ".qweight") ? Optional.of(packed(module)) : mlx(module);
            case "weight_scale_inv" -> Optional.of("FP8 in blocks");
            case "weight_packed", "weight_shape", "weight_zero_point" -> Optional.of("compressed-tensors");
            case "weight_scale", "input_scale", "weight_scale_2", "weight_global_scale" ->
                Optional.of(isFloat8(module) ? "FP8" : "compressed-tensors or another format with scales");
            case "absmax", "quant_map", "nested_absmax", "nested_quant_map" ->
                Optional.of("bitsandbytes, 4 bits a weight");
            case "SCB", "weight_format" -> Optional.of("bitsandbytes, LLM.int8");
            case "q_weight", "q_scale" -> Optional.of("MLC");
            default -> other(name, tensor);
        };
    }

    private static Optional<String> other(String name, Tensor tensor) {
        if (name.contains(".quant_state.") || name.contains("bitsandbytes__")) {
            return Optional.of("bitsandbytes, 4 bits a weight");
        }
        if (name.endsWith("_blocks") || name.endsWith("_scales")) {
            return Optional.of("MXFP4");
        }
        if (!name.endsWith(".weight")) {
            return Optional.empty();
        }
        return switch (tensor.dtype()) {
            case F8_E4M3, F8_E5M2, F8_E8M0 -> Optional.of("FP8");
            case I8, U8, I16, U16, I32, U32, I64, U64 -> Optional.of("integers of the type " + tensor.dtype());
            default -> Optional.empty();
        };
    }

    /** GPTQ packs inputs, so that its words are as many as its scales; AWQ packs outputs. */
    private String packed(String module) {
        Tensor words = tensors.get(module + ".qweight");
        Tensor scales = tensors.get(module + ".scales");
        if (has(module + ".g_idx")) {
            return "GPTQ";
        }
        if (words == null || scales == null || words.shape().length != 2 || scales.shape().length != 2) {
            return "GPTQ or AWQ";
        }
        return words.dimension(1) == scales.dimension(1) ? "GPTQ" : "AWQ";
    }

    private Optional<String> mlx(String module) {
        Tensor weight = tensors.get(module + ".weight");
        return weight != null && weight.dtype() == DType.U32 ? Optional.of("MLX") : Optional.empty();
    }

    private boolean isFloat8(String module) {
        Tensor weight = tensors.get(module + ".weight");
        return weight != null && (weight.dtype() == DType.F8_E4M3 || weight.dtype() == DType.F8_E5M2);
    }

    private boolean has(String name) {
        return tensors.containsKey(name);
    }
}
