/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A copy of the quickstart's model for tests to damage. */
final class ModelFolder {
    static final Path ORIGINAL = Path.of("src/it/quickstart/models/tiny-llama").toAbsolutePath();

    private final Path folder;

    private ModelFolder(Path folder) {
        this.folder = folder;
    }

    static ModelFolder copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name :
                new String[] {"config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"}) {
            Files.copy(ORIGINAL.resolve(name), folder.resolve(name));
        }
        return new ModelFolder(folder);
    }

    Path path() {
        return folder;
    }

    ModelFolder without(String name) throws IOException {
        Files.delete(folder.resolve(name));
        return this;
    }

    ModelFolder with(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        return this;
    }

    ModelFolder config(String from, String to) throws IOException {
        Path file = folder.resolve("config.json");
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new IllegalArgumentException("config.json has no " + from);
        }
        Files.writeString(file, text.replace(from, to));
        return this;
    }

    /** Cuts the weights short. */
    ModelFolder truncated(long bytes) throws IOException {
        byte[] all = Files.readAllBytes(weights());
        Files.write(weights(), java.util.Arrays.copyOf(all, (int) bytes));
        return this;
    }

    /** Rewrites the header of the weights, keeping its length. */
    ModelFolder header(UnaryOperator<String> change) throws IOException {
        byte[] all = Files.readAllBytes(weights());
        int length = (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String old = new String(all, 8, length, StandardCharsets.UTF_8);
        String changed = change.apply(old);
        if (changed.equals(old) || changed.length() > length) {
            throw new IllegalArgumentException("nothing changed, or too much");
        }
        byte[] bytes = (changed + " ".repeat(length - changed.length())).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, all, 8, length);
        Files.write(weights(), all);
        return this;
    }

    /** Claims a header of that many bytes. */
    ModelFolder headerLength(long length) throws IOException {
        byte[] all = Files.readAllBytes(weights());
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Files.write(weights(), all);
        return this;
    }

    /** Writes a bfloat16 value into the middle of a tensor. */
    ModelFolder poison(String tensor, int bits) throws IOException {
        byte[] all = Files.readAllBytes(weights());
        int length = (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
        var header = com.google.gson.JsonParser.parseString(new String(all, 8, length, StandardCharsets.UTF_8))
                .getAsJsonObject();
        var offsets = header.getAsJsonObject(tensor).getAsJsonArray("data_offsets");
        int middle = (offsets.get(0).getAsInt() + offsets.get(1).getAsInt()) / 4 * 2;
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putShort(8 + length + middle, (short) bits);
        Files.write(weights(), all);
        return this;
    }

    private Path weights() {
        return folder.resolve("model.safetensors");
    }
}
