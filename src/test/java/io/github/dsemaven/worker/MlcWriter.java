/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a model as MLC's tools do, from the description of their format: quantization, packing and names are made here anew,
 * to test ours against.
 */
final class MlcWriter {
    private interface Rounding {
        float round(float value);
    }

    private record Matrix(int rows, int columns, float[] values) {}

    private static final int SHARD_BYTES = 200_000;

    private final Checkpoint model;
    private final JsonObject configuration;
    private final String scheme;
    private final int bits;
    private final int group;
    private final Rounding rounding;
    private final String dtype;
    private String list = "ndarray-cache.json";
    private String format = "raw";
    private String query = "";
    private int padding;

    private final JsonArray shards = new JsonArray();
    private JsonArray records = new JsonArray();
    private ByteArrayOutputStream shard = new ByteArrayOutputStream();
    private Path folder = Path.of("");

    MlcWriter(Path source, String scheme) throws IOException {
        this.model = Checkpoint.open(source);
        this.configuration = JsonParser.parseString(Files.readString(source.resolve("config.json")))
                .getAsJsonObject();
        this.scheme = scheme;
        this.bits = scheme.charAt(1) - '0';
        this.group = bits == 3 ? 40 : 32;
        this.dtype = scheme.contains("bf16") ? "bfloat16" : scheme.contains("f32") ? "float32" : "float16";
        this.rounding =
                dtype.equals("bfloat16") ? BFloat16::round : dtype.equals("float32") ? value -> value : Half::round;
    }

    /** Under the list's newer name. */
    MlcWriter newer() {
        list = "tensor-cache.json";
        return this;
    }

    /** As older versions wrote it, which shortens what is float32. */
    MlcWriter shortened() {
        format = "f32-to-bf16";
        return this;
    }

    MlcWriter served() {
        query = "?partitions=4";
        return this;
    }

    /** With rows more in embedding and head, of large values that would change every probability. */
    MlcWriter padded(int rows) {
        padding = rows;
        return this;
    }

    void write(Path into) throws IOException {
        folder = Files.createDirectories(into);
        for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
            Path file = model.folder().resolve(name);
            if (Files.exists(file)) {
                Files.copy(file, into.resolve(name));
            }
        }
        Files.writeString(
                into.resolve("mlc-chat-config.json"), chatConfiguration().toString());
        Map<String, Matrix> parameters = parameters();
        for (Map.Entry<String, Matrix> parameter : parameters.entrySet()) {
            parameter(parameter.getKey(), parameter.getValue());
        }
        endShard();
        JsonObject all = new JsonObject();
        all.add("metadata", new JsonObject());
        all.add("records", shards);
        Files.writeString(into.resolve(list), all.toString());
    }

    private JsonObject chatConfiguration() {
        JsonObject inner = configuration.deepCopy();
        Set.of(
                        "architectures",
                        "dtype",
                        "torch_dtype",
                        "transformers_version",
                        "use_cache",
                        "initializer_range",
                        "model_type")
                .forEach(inner::remove);
        JsonObject rotary = inner.has("rope_parameters")
                ? inner.remove("rope_parameters").getAsJsonObject()
                : JsonParser.parseString("{\"rope_type\":\"default\"}").getAsJsonObject();
        if (inner.has("rope_theta")) {
            rotary.add("rope_theta", inner.remove("rope_theta"));
        }
        inner.add("position_embedding_base", rotary.remove("rope_theta"));
        if (rotary.has("partial_rotary_factor")) {
            inner.add("partial_rotary_factor", rotary.remove("partial_rotary_factor"));
        }
        if (!rotary.get("rope_type").getAsString().equals("default")) {
            inner.add("rope_scaling", rotary);
            if (rotary.get("rope_type").getAsString().equals("longrope")) {
                rotary.add("max_position_embeddings", inner.get("max_position_embeddings"));
            }
        }
        if (!family().equals("phi3")) {
            inner.add("context_window_size", inner.remove("max_position_embeddings"));
        }
        if (family().equals("mistral")) {
            inner.remove("sliding_window");
            inner.addProperty("sliding_window_size", -1);
        }
        inner.addProperty("prefill_chunk_size", 128);
        inner.addProperty("tensor_parallel_shards", 1);
        inner.addProperty("max_batch_size", 1);
        JsonObject outer = new JsonObject();
        outer.addProperty("version", "0.1.0");
        outer.addProperty("model_type", family());
        outer.addProperty("quantization", scheme);
        outer.add("model_config", inner);
        outer.add("vocab_size", configuration.get("vocab_size"));
        outer.addProperty("context_window_size", 512);
        outer.addProperty("temperature", 0.6);
        return outer;
    }

    private String family() {
        return configuration.get("model_type").getAsString();
    }

    /** MLC's parameters before they are quantized. */
    private Map<String, Matrix> parameters() {
        Map<String, Matrix> all = new TreeMap<>();
        for (String name : model.tensors().keySet()) {
            Matrix own = matrix(name);
            if (name.matches(".*\\.(q_proj|gate_proj)\\..*")) {
                boolean attention = name.contains("q_proj");
                List<String> others =
                        attention ? List.of("q_proj", "k_proj", "v_proj") : List.of("gate_proj", "up_proj");
                String fused = attention ? family().startsWith("qwen") ? "c_attn" : "qkv_proj" : "gate_up_proj";
                all.put(
                        name.replace(others.get(0), fused),
                        stacked(others.stream()
                                .map(other -> matrix(name.replace(others.get(0), other)))
                                .toList()));
            } else if (!name.matches(".*\\.(k_proj|v_proj|up_proj)\\..*")
                    && !(name.startsWith("lm_head") && model.configuration().tiedEmbeddings())) {
                all.put(renamed(name), own);
            }
        }
        return all;
    }

    private String renamed(String name) {
        return family().equals("phi3")
                ? name.replace("model.layers.", "transformer.h.")
                        .replace("model.embed_tokens.", "transformer.embd.")
                        .replace("model.norm.", "transformer.norm.")
                        .replace(".input_layernorm.", ".ln.")
                        .replace(".self_attn.qkv_proj.", ".mixer.qkv_proj.")
                        .replace(".self_attn.o_proj.", ".mixer.out_proj.")
                : name;
    }

    private Matrix matrix(String name) {
        Tensor tensor = model.find(name).orElseThrow();
        int columns = (int) tensor.rowLength();
        int rows = (int) tensor.rows();
        int extra = name.contains("embed_tokens") || name.startsWith("lm_head") ? padding : 0;
        float[] values = new float[(rows + extra) * columns];
        tensor.read(0, values, 0, rows * columns);
        for (int i = rows * columns; i < values.length; i++) {
            values[i] = i % 7 * 3 - 9;
        }
        // MLC adds 1 to the norms of Gemma, in the type of the checkpoint.
        for (int i = 0; i < values.length && family().equals("gemma2") && name.endsWith("norm.weight"); i++) {
            values[i] += 1;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = rounding.round(values[i]);
        }
        return new Matrix(tensor.shape().length == 1 ? 0 : rows + extra, columns, values);
    }

    private static Matrix stacked(List<Matrix> parts) {
        float[] all =
                new float[parts.stream().mapToInt(part -> part.values().length).sum()];
        int at = 0;
        for (Matrix part : parts) {
            System.arraycopy(part.values(), 0, all, at, part.values().length);
            at += part.values().length;
        }
        int rows = parts.stream().mapToInt(Matrix::rows).sum();
        return new Matrix(rows, rows == 0 ? all.length : parts.get(0).columns(), all);
    }

    private void parameter(String name, Matrix matrix) throws IOException {
        boolean table = name.contains("embd") || name.contains("embed_tokens");
        boolean kept = scheme.equals("q4f16_2") && (table || name.startsWith("lm_head"));
        if (bits == 0 || matrix.rows() == 0 || kept) {
            long[] shape =
                    matrix.rows() == 0 ? new long[] {matrix.columns()} : new long[] {matrix.rows(), matrix.columns()};
            record(name, dtype, shape, floats(matrix.values()));
            return;
        }
        quantized(name.replaceAll("\\.weight$", ""), matrix, scheme.endsWith("_0") && !table);
    }

    private void quantized(String module, Matrix matrix, boolean transposed) throws IOException {
        int groups = (matrix.columns() + group - 1) / group;
        int perWord = 32 / bits;
        int words = group / perWord * groups;
        int[][] packed = new int[matrix.rows()][words];
        float[][] scales = new float[matrix.rows()][groups];
        float middle = (1 << bits - 1) - 1;
        for (int row = 0; row < matrix.rows(); row++) {
            for (int g = 0; g < groups; g++) {
                float largest = 0;
                for (int i = g * group; i < Math.min(matrix.columns(), (g + 1) * group); i++) {
                    largest = Math.max(largest, Math.abs(matrix.values()[row * matrix.columns() + i]));
                }
                scales[row][g] = rounding.round(largest / middle);
            }
            for (int i = 0; i < matrix.columns(); i++) {
                float scale = scales[row][i / group];
                float quotient = rounding.round(matrix.values()[row * matrix.columns() + i] / scale);
                double code = scale == 0 ? middle : Math.rint(rounding.round(quotient + middle));
                packed[row][i / perWord] |= (int) Math.max(0, Math.min(2 * middle, code)) << bits * (i % perWord);
            }
        }
        ByteBuffer codes = bytes(4 * words * matrix.rows());
        float[] flat = new float[groups * matrix.rows()];
        for (int row = 0; row < matrix.rows(); row++) {
            for (int i = 0; i < words; i++) {
                codes.putInt(4 * (transposed ? i * matrix.rows() + row : row * words + i), packed[row][i]);
            }
            for (int i = 0; i < groups; i++) {
                flat[transposed ? i * matrix.rows() + row : row * groups + i] = scales[row][i];
            }
        }
        record(module + ".q_weight", "uint32", shape(transposed, matrix.rows(), words), codes.array());
        record(module + ".q_scale", dtype, shape(transposed, matrix.rows(), groups), floats(flat));
    }

    private static long[] shape(boolean transposed, int rows, int columns) {
        return transposed ? new long[] {columns, rows} : new long[] {rows, columns};
    }

    private byte[] floats(float[] values) {
        boolean wide = dtype.equals("float32") && format.equals("raw");
        ByteBuffer bytes = bytes(values.length * (wide ? 4 : 2));
        for (float value : values) {
            if (wide) {
                bytes.putFloat(value);
            } else {
                bytes.putShort(dtype.equals("float16") ? Half.fromFloat(value) : BFloat16.fromFloat(value));
            }
        }
        return bytes.array();
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void record(String name, String type, long[] shape, byte[] bytes) throws IOException {
        if (shard.size() > 0 && shard.size() + bytes.length > SHARD_BYTES) {
            endShard();
        }
        JsonObject record = new JsonObject();
        record.addProperty("name", name);
        JsonArray sizes = new JsonArray();
        for (long size : shape) {
            sizes.add(size);
        }
        record.add("shape", sizes);
        record.addProperty("dtype", type);
        record.addProperty("format", format);
        record.addProperty("nbytes", bytes.length);
        record.addProperty("byteOffset", shard.size());
        records.add(record);
        shard.write(bytes);
    }

    private void endShard() throws IOException {
        String name = "params_shard_" + shards.size() + ".bin";
        byte[] bytes = shard.toByteArray();
        Files.write(folder.resolve(name), bytes);
        JsonObject entry = new JsonObject();
        entry.addProperty("dataPath", name + query);
        entry.addProperty("format", "raw-shard");
        entry.addProperty("nbytes", bytes.length);
        entry.add("records", records);
        entry.addProperty("md5sum", md5(bytes));
        shards.add(entry);
        records = new JsonArray();
        shard = new ByteArrayOutputStream();
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
