/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.ScoredRows;
import io.github.dsemaven.perplexity.quantization.LlmInt8Scheme;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A model of 16 GB, whose file is a hole: nothing of it is read to know how much memory it takes. */
@DisabledOnOs(OS.WINDOWS)
class MemoryNeedTest {
    private static final String CONFIG = "{\"model_type\":\"llama\",\"vocab_size\":128256,\"hidden_size\":4096,"
            + "\"num_hidden_layers\":32,\"num_attention_heads\":32,\"num_key_value_heads\":8,"
            + "\"intermediate_size\":14336,\"max_position_embeddings\":8192,\"tie_word_embeddings\":false,"
            + "\"torch_dtype\":\"bfloat16\"}";

    @TempDir
    Path folder;

    @Test
    void sixteenGigabytesNeedTwoBesideTheirFileWhateverTheScheme() throws IOException {
        Checkpoint checkpoint = eightBillionWeights();
        for (QuantizationScheme scheme : QuantizationSchemes.all()) {
            assertThat(need(checkpoint, scheme).total()).as(scheme.label()).isLessThan(2L << 30);
        }
        assertThat(need(checkpoint, QuantizationSchemes.parse(Place.of("test"), "w8g32-f32-embedding-head"))
                        .total())
                .isLessThan(2L << 30);
    }

    @Test
    void whatIsNeededIsSaidWhereItCantBeHad() throws IOException {
        MemoryNeed need = need(eightBillionWeights(), QuantizationSchemes.parse(Place.of("test"), "4bit"));

        assertThatThrownBy(() -> need.check(Place.of("model 4bit"), OptionalLong.of(1L << 30)))
                .isInstanceOf(DseException.class)
                .hasMessageContaining(
                        "needs about " + (need.total() >> 20) + " MiB of memory beside the mapped weights")
                .hasMessageContaining("only 1024 MiB can be had");
    }

    private static MemoryNeed need(Checkpoint checkpoint, QuantizationScheme scheme) {
        var shape = new GraphShape(2048, new ScoredRows.Range(1535, 2047), 128);
        WeightPlan plan = WeightPlan.of(checkpoint, scheme, DType.F32);
        boolean wholeWindows = scheme instanceof LlmInt8Scheme;
        return MemoryNeed.of(plan, checkpoint, EngineSettings.cpu(2, 1), shape, wholeWindows);
    }

    private Checkpoint eightBillionWeights() throws IOException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("model.embed_tokens.weight", new long[] {128256, 4096});
        shapes.put("lm_head.weight", new long[] {128256, 4096});
        shapes.put("model.norm.weight", new long[] {4096});
        for (int i = 0; i < 32; i++) {
            String layer = "model.layers." + i + ".";
            shapes.put(layer + "self_attn.q_proj.weight", new long[] {4096, 4096});
            shapes.put(layer + "self_attn.k_proj.weight", new long[] {1024, 4096});
            shapes.put(layer + "self_attn.v_proj.weight", new long[] {1024, 4096});
            shapes.put(layer + "self_attn.o_proj.weight", new long[] {4096, 4096});
            shapes.put(layer + "mlp.gate_proj.weight", new long[] {14336, 4096});
            shapes.put(layer + "mlp.up_proj.weight", new long[] {14336, 4096});
            shapes.put(layer + "mlp.down_proj.weight", new long[] {4096, 14336});
            shapes.put(layer + "input_layernorm.weight", new long[] {4096});
            shapes.put(layer + "post_attention_layernorm.weight", new long[] {4096});
        }
        long end = 0;
        var header = new StringJoiner(",", "{", "}");
        for (var entry : shapes.entrySet()) {
            long from = end;
            var sizes = new StringJoiner(",", "[", "]");
            long elements = 1;
            for (long size : entry.getValue()) {
                elements *= size;
                sizes.add(Long.toString(size));
            }
            end += 2 * elements;
            header.add("\"" + entry.getKey() + "\":{\"dtype\":\"BF16\",\"shape\":" + sizes + ",\"data_offsets\":["
                    + from + "," + end + "]}");
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        try (var file = new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "rw")) {
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            file.write(json);
            file.setLength(8 + json.length + end);
        }
        Files.writeString(folder.resolve("config.json"), CONFIG);
        return Checkpoint.open(folder);
    }
}
