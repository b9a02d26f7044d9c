/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A named tensor whose elements lie, row-major and little-endian, in a mapped file or in a buffer. Immutable and safe to
 * read from several threads; may exceed 2 GiB, so elements are read in ranges.
 */
public final class Tensor {
    /** A place in a file that holds exactly this tensor's bytes: what ONNX calls external data. */
    public record FileRegion(Path file, long offset, long length) {}

    /**
     * How a tensor is stored, where its elements are made from something else.
     *
     * @param bits bits of an element, on average, scales and zero points included
     * @param quantized whether it is stored as codes
     */
    record Storage(double bits, boolean quantized) {}

    /** Makes elements. Safe to use from several threads. */
    interface Elements {
        /** Writes elements {@code from} to {@code from + count}, little-endian. */
        void write(long from, int count, ByteBuffer into);
    }

    /** Where the bytes come from. */
    private interface Bytes {
        ByteBuffer range(long position, int length);
    }

    private final String name;
    private final DType dtype;
    private final long[] shape;
    private final Bytes bytes;
    private final Optional<FileRegion> region;
    private final Optional<Path> file;
    private final Storage storage;

    private Tensor(
            String name,
            DType dtype,
            long[] shape,
            Bytes bytes,
            Optional<FileRegion> region,
            Optional<Path> file,
            Storage storage) {
        this.name = name;
        this.dtype = dtype;
        this.shape = shape.clone();
        this.bytes = bytes;
        this.region = region;
        this.file = file;
        this.storage = storage;
    }

    /** A tensor in a mapped file, from byte {@code offset} of it. */
    static Tensor mapped(String name, DType dtype, long[] shape, MappedFile file, long offset) {
        long length = elements(shape) * dtype.bytes();
        return new Tensor(
                name,
                dtype,
                shape,
                (position, count) -> file.bytes(offset + position, count),
                Optional.of(new FileRegion(file.path(), offset, length)),
                Optional.of(file.path()),
                new Storage(8.0 * dtype.bytes(), false));
    }

    /** A tensor in a mapped file of float64, read as the float32 that it is rounded to. */
    static Tensor rounded(String name, long[] shape, MappedFile file, long offset) {
        return new Tensor(
                name,
                DType.F32,
                shape,
                (position, count) -> rounded(file.bytes(offset + 2 * position, Math.multiplyExact(2, count))),
                Optional.empty(),
                Optional.of(file.path()),
                new Storage(8.0 * Float.BYTES, false));
    }

    /**
     * A tensor whose elements are made when they are read.
     *
     * @param dtype type that holds them exactly
     * @param file the file that they are made from
     */
    static Tensor restored(String name, DType dtype, long[] shape, Path file, Storage storage, Elements elements) {
        return new Tensor(
                name,
                dtype,
                shape,
                (position, length) -> {
                    ByteBuffer made = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
                    elements.write(position / dtype.bytes(), length / dtype.bytes(), made);
                    return made.rewind();
                },
                Optional.empty(),
                Optional.of(file),
                storage);
    }

    private static ByteBuffer rounded(ByteBuffer doubles) {
        ByteBuffer floats = ByteBuffer.allocate(doubles.capacity() / 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < floats.capacity(); i += Float.BYTES) {
            floats.putFloat(i, (float) doubles.getDouble(2 * i));
        }
        return floats;
    }

    /** The same under another name. */
    Tensor named(String other) {
        return new Tensor(other, dtype, shape, bytes, region, file, storage);
    }

    /** The same, stored in another way than its type says. */
    Tensor stored(Storage other) {
        return new Tensor(name, dtype, shape, bytes, region, file, other);
    }

    /** Consecutive entries along the first dimension, as a tensor of its own. */
    Tensor part(String other, long first, long count) {
        long[] size = shape.clone();
        size[0] = count;
        long entry = shape[0] == 0 ? 0 : byteLength() / shape[0];
        return new Tensor(
                other,
                dtype,
                size,
                (position, length) -> bytes.range(first * entry + position, length),
                region.map(whole -> new FileRegion(whole.file(), whole.offset() + first * entry, count * entry)),
                file,
                storage);
    }

    /** A tensor in memory: the buffer's remaining bytes, little-endian, one for each byte of the shape. */
    public static Tensor of(String name, DType dtype, long[] shape, ByteBuffer data) {
        ByteBuffer own = data.slice();
        long length = elements(shape) * dtype.bytes();
        if (own.capacity() != length) {
            throw new IllegalArgumentException(name + ": " + own.capacity() + " bytes for a shape of " + length);
        }
        return new Tensor(
                name,
                dtype,
                shape,
                (position, count) -> own.slice((int) position, count).order(ByteOrder.LITTLE_ENDIAN),
                Optional.empty(),
                Optional.empty(),
                new Storage(8.0 * dtype.bytes(), false));
    }

    /** Name in the checkpoint, such as {@code model.layers.0.mlp.up_proj.weight}. */
    public String name() {
        return name;
    }

    /** Type of the elements as stored. */
    public DType dtype() {
        return dtype;
    }

    /** Sizes of the dimensions, outermost first. */
    public long[] shape() {
        return shape.clone();
    }

    /** The shape for messages and comparisons. */
    public List<Long> dimensions() {
        return Arrays.stream(shape).boxed().toList();
    }

    /** Size of one dimension. */
    public long dimension(int axis) {
        return shape[axis];
    }

    /** Product of the dimensions. */
    public long elements() {
        return elements(shape);
    }

    /** Bytes as stored. */
    public long byteLength() {
        return elements() * dtype.bytes();
    }

    /** Bits that it takes as stored, scales and zero points included where it is stored as codes. */
    public double storedBits() {
        return storage.bits() * elements();
    }

    /** Whether it is stored as codes, from which its elements are restored. */
    public boolean isQuantized() {
        return storage.quantized();
    }

    /** Product of all dimensions but the last: a linear layer's outputs, an embedding's entries. */
    public long rows() {
        return shape.length == 0 ? 1 : elements() / Math.max(1, rowLength());
    }

    /** Size of the last dimension: a linear layer's inputs. */
    public long rowLength() {
        return shape.length == 0 ? 1 : shape[shape.length - 1];
    }

    /** The file that the tensor is read from, if it is. */
    public Optional<Path> file() {
        return file;
    }

    /** Where the bytes lie in a file as they are, if they do. */
    public Optional<FileRegion> region() {
        return region;
    }

    /** A read-only, direct where mapped as it is, little-endian view of a range of the stored bytes. */
    public ByteBuffer bytes(long position, int length) {
        return bytes.range(position, length);
    }

    /**
     * Reads elements as floats, exactly: F32, F16 and BF16.
     *
     * @param from index of the first element, in row-major order
     * @param into receives {@code count} values from index {@code at}
     */
    public void read(long from, float[] into, int at, int count) {
        ByteBuffer source = bytes(from * dtype.bytes(), Math.multiplyExact(count, dtype.bytes()));
        switch (dtype) {
            case F32 -> source.asFloatBuffer().get(into, at, count);
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = Half.toFloat(source.getShort(2 * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = BFloat16.toFloat(source.getShort(2 * i));
                }
            }
            default -> throw new IllegalStateException(name + " is " + dtype + ", not a weight");
        }
    }

    @Override
    public String toString() {
        return name + " " + dtype + dimensions();
    }

    private static long elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }
}
