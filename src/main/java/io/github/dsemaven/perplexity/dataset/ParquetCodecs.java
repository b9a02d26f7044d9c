/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The compressions of Parquet in Java alone: the libraries that Parquet's own classes use would unpack native code into the
 * system's folder of temporary files.
 */
final class ParquetCodecs implements CompressionCodecFactory {
    /** No page is larger: writers begin a new one after a megabyte. */
    private static final int LARGEST_PAGE = 256 << 20;

    /** Whether a compression can be read. */
    static boolean reads(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW -> true;
            default -> false;
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Pages((page, size) -> page);
            case SNAPPY -> new Pages(block(new SnappyDecompressor()));
            case ZSTD -> new Pages(block(new ZstdDecompressor()));
            case LZ4_RAW -> new Pages(block(new Lz4Decompressor()));
            case GZIP -> new Pages(ParquetCodecs::gunzip);
            default -> throw new UnsupportedOperationException(codec.name());
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public void release() {
        // holds nothing
    }

    /** How the bytes of a page are made from its compressed ones. */
    private interface Unpacking {
        byte[] of(byte[] page, int size) throws IOException;
    }

    private static Unpacking block(Decompressor decompressor) {
        return (page, size) -> {
            byte[] unpacked = new byte[size];
            int length = decompressor.decompress(page, 0, page.length, unpacked, 0, size);
            if (length != size) {
                throw new IOException("a page of " + length + " bytes instead of " + size);
            }
            return unpacked;
        };
    }

    private static byte[] gunzip(byte[] page, int size) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
            byte[] unpacked = in.readNBytes(size);
            if (unpacked.length != size) {
                throw new IOException("a page of " + unpacked.length + " bytes instead of " + size);
            }
            return unpacked;
        }
    }

    private record Pages(Unpacking unpacking) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            if (size < 0 || size > LARGEST_PAGE) {
                throw new IOException("a page of " + size + " bytes");
            }
            return BytesInput.from(unpacking.of(bytes.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
            byte[] page = new byte[compressedSize];
            input.get(page);
            output.put(decompress(BytesInput.from(page), size).toInputStream().readAllBytes());
        }

        @Override
        public void release() {
            // holds nothing
        }
    }
}
