/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.Half;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A model whose linear layers are random codes, written twice: as GPTQ or AWQ pack them, and as the weights in float16 that the
 * codes stand for, computed here by the formats' formula.
 */
final class PackedModel {
    /** How it is packed. */
    record Form(String method, int bits, int group, boolean lessOne, boolean ordered, boolean zeroPoints) {}

    private static final int[] AWQ_ORDER = {0, 2, 4, 6, 1, 3, 5, 7};

    private final Form form;
    private final Random random = new Random(3);
    private final TensorFile packed;
    private final TensorFile plain;

    private PackedModel(Form form, TensorFile packed, TensorFile plain) {
        this.form = form;
        this.packed = packed;
        this.plain = plain;
    }

    /** @param leftOut part of the names of layers that are not packed */
    static void write(Path source, Form form, String leftOut, Path packedFolder, Path plainFolder) throws IOException {
        var model = new PackedModel(
                form,
                TensorFile.read(source.resolve("model.safetensors")),
                TensorFile.read(source.resolve("model.safetensors")));
        Checkpoint.open(source).tensors().forEach((name, tensor) -> {
            if (name.contains("_proj.weight") && !name.contains(leftOut)) {
                model.pack(name.replace(".weight", ""), (int) tensor.rows(), (int) tensor.rowLength());
            }
        });
        for (Path folder : List.of(packedFolder, plainFolder)) {
            Files.createDirectories(folder);
            for (String name : List.of("tokenizer.json", "tokenizer_config.json", "config.json")) {
                if (Files.exists(source.resolve(name))) {
                    Files.copy(source.resolve(name), folder.resolve(name));
                }
            }
        }
        model.packed.write(packedFolder.resolve("model.safetensors"));
        model.plain.write(plainFolder.resolve("model.safetensors"));
        JsonObject json = JsonParser.parseString(Files.readString(packedFolder.resolve("config.json")))
                .getAsJsonObject();
        json.add("quantization_config", model.configuration());
        Files.writeString(packedFolder.resolve("config.json"), json.toString());
    }

    private JsonObject configuration() {
        JsonObject json = new JsonObject();
        json.addProperty("quant_method", form.method());
        json.addProperty("bits", form.bits());
        json.addProperty("group_size", form.group());
        if (form.method().equals("awq")) {
            json.addProperty("version", "GEMM");
            json.addProperty("zero_point", form.zeroPoints());
        } else {
            json.addProperty("checkpoint_format", form.lessOne() ? "gptq" : "gptq_v2");
            json.addProperty("desc_act", form.ordered());
            json.addProperty("sym", !form.zeroPoints());
            json.addProperty("damp_percent", 0.01);
        }
        return json;
    }

    private void pack(String module, int outputs, int inputs) {
        int group = form.group() < 0 ? inputs : form.group();
        int groups = (inputs + group - 1) / group;
        int top = 1 << form.bits();
        int[] groupOf = new int[inputs];
        Arrays.setAll(groupOf, input -> input / group);
        for (int i = inputs - 1; i > 0 && form.ordered(); i--) {
            int other = random.nextInt(i + 1);
            int kept = groupOf[i];
            groupOf[i] = groupOf[other];
            groupOf[other] = kept;
        }
        int[][] codes = new int[inputs][outputs];
        int[][] zeros = new int[groups][outputs];
        ByteBuffer scales = bytes(2 * groups * outputs);
        float[][] scale = new float[groups][outputs];
        for (int g = 0; g < groups; g++) {
            for (int n = 0; n < outputs; n++) {
                zeros[g][n] = form.zeroPoints() ? random.nextInt(top) : top / 2;
                scale[g][n] = Half.round((0.5f + random.nextFloat()) / top / 4);
                scales.putShort(Half.fromFloat(scale[g][n]));
            }
        }
        ByteBuffer weight = bytes(2 * inputs * outputs);
        for (int k = 0; k < inputs; k++) {
            for (int n = 0; n < outputs; n++) {
                codes[k][n] = random.nextInt(top);
                int g = groupOf[k];
                weight.putShort(2 * (n * inputs + k), Half.fromFloat((codes[k][n] - zeros[g][n]) * scale[g][n]));
            }
        }
        plain.with(module + ".weight", "F16", new long[] {outputs, inputs}, weight.array());
        packed.without(module + ".weight");
        packed.with(module + ".scales", "F16", new long[] {groups, outputs}, scales.array());
        boolean awq = form.method().equals("awq");
        if (awq) {
            packed.with(module + ".qweight", "I32", new long[] {inputs, outputs / 8}, awq(codes));
        } else {
            int[][] turned = new int[outputs][inputs];
            for (int k = 0; k < inputs; k++) {
                for (int n = 0; n < outputs; n++) {
                    turned[n][k] = codes[k][n];
                }
            }
            int rows = inputs * form.bits() / 32;
            ByteBuffer words = bytes(4 * rows * outputs);
            for (int n = 0; n < outputs; n++) {
                int[] column = stream(turned[n]);
                for (int r = 0; r < rows; r++) {
                    words.putInt(4 * (r * outputs + n), column[r]);
                }
            }
            packed.with(module + ".qweight", "I32", new long[] {rows, outputs}, words.array());
        }
        if (form.zeroPoints() || !awq) {
            packed.with(
                    module + ".qzeros",
                    "I32",
                    new long[] {groups, outputs * form.bits() / 32},
                    awq ? awq(zeros) : zeros(zeros));
        }
        if (form.ordered()) {
            ByteBuffer order = bytes(4 * inputs);
            Arrays.stream(groupOf).forEach(order::putInt);
            packed.with(module + ".g_idx", "I32", new long[] {inputs}, order.array());
        }
    }

    private byte[] zeros(int[][] zeros) {
        ByteBuffer words = bytes(4 * zeros.length * zeros[0].length * form.bits() / 32);
        for (int[] row : zeros) {
            int[] stored = Arrays.stream(row)
                    .map(zero -> form.lessOne() ? zero - 1 & (1 << form.bits()) - 1 : zero)
                    .toArray();
            Arrays.stream(stream(stored)).forEach(words::putInt);
        }
        return words.array();
    }

    /** Numbers one after the other, bit by bit, in 32-bit words. */
    private int[] stream(int[] numbers) {
        int[] words = new int[numbers.length * form.bits() / 32];
        for (int i = 0; i < numbers.length * form.bits(); i++) {
            int bit = numbers[i / form.bits()] >> i % form.bits() & 1;
            words[i / 32] |= bit << i % 32;
        }
        return words;
    }

    private static byte[] awq(int[][] numbers) {
        int columns = numbers[0].length / 8;
        ByteBuffer words = bytes(4 * numbers.length * columns);
        for (int[] row : numbers) {
            for (int c = 0; c < columns; c++) {
                int word = 0;
                for (int i = 0; i < 8; i++) {
                    word |= row[8 * c + AWQ_ORDER[i]] << 4 * i;
                }
                words.putInt(word);
            }
        }
        return words.array();
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
