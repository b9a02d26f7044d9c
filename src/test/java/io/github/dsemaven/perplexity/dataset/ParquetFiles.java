/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes Parquet files of texts with the library itself, compressed in Java. */
public final class ParquetFiles {
    private static final MessageType TEXTS =
            MessageTypeParser.parseMessageType("message m { optional int32 id; optional binary text (STRING); }");

    private ParquetFiles() {}

    /** The rows as WikiText's own files have them: a column {@code text}, snappy. */
    public static Path write(Path file, List<String> rows) throws IOException {
        return write(file, rows, TEXTS, CompressionCodecName.SNAPPY, builder -> builder);
    }

    static Path write(
            Path file, List<String> rows, MessageType schema, CompressionCodecName codec, UnaryOperator<Builder> more)
            throws IOException {
        Files.deleteIfExists(file);
        Builder builder = new Builder(file, schema)
                .withConf((ParquetConfiguration) new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .withCompressionCodec(codec);
        try (ParquetWriter<String> writer = more.apply(builder).build()) {
            for (String row : rows) {
                writer.write(row == null ? "\0null" : row);
            }
        }
        return file;
    }

    /** The rows of a raw file as the hub has them: each line with its line feed, blank ones empty. */
    static List<String> rows(String raw) {
        return raw.lines().map(line -> line.isBlank() ? "" : line + "\n").toList();
    }

    static Builder version2(Builder builder) {
        return builder.withWriterVersion(WriterVersion.PARQUET_2_0);
    }

    static final class Builder extends ParquetWriter.Builder<String, Builder> {
        private final MessageType schema;

        Builder(Path file, MessageType schema) {
            super(new LocalOutputFile(file));
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<String> getWriteSupport(org.apache.hadoop.conf.Configuration unused) {
            return new Texts(schema);
        }

        @Override
        protected WriteSupport<String> getWriteSupport(ParquetConfiguration unused) {
            return new Texts(schema);
        }
    }

    /** A row has its text in each column of texts; other columns have no value. */
    private static final class Texts extends WriteSupport<String> {
        private final MessageType schema;
        private RecordConsumer consumer;

        Texts(MessageType schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("deprecation")
        public WriteContext init(org.apache.hadoop.conf.Configuration unused) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration unused) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
        }

        @Override
        public void write(String row) {
            consumer.startMessage();
            for (int i = 0; i < schema.getFieldCount(); i++) {
                boolean text = schema.getType(i).isPrimitive()
                        && schema.getType(i)
                                .asPrimitiveType()
                                .getPrimitiveTypeName()
                                .name()
                                .equals("BINARY");
                if (text && !row.equals("\0null")) {
                    String name = schema.getFieldName(i);
                    consumer.startField(name, i);
                    consumer.addBinary(
                            row.startsWith("\1")
                                    ? Binary.fromConstantByteArray(
                                            row.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                                    : Binary.fromString(row));
                    consumer.endField(name, i);
                }
            }
            consumer.endMessage();
        }
    }

    private static final class Codecs implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    byte[] page = bytes.toInputStream().readAllBytes();
                    return switch (codec) {
                        case SNAPPY -> block(new SnappyCompressor(), page);
                        case ZSTD -> block(new ZstdCompressor(), page);
                        case LZ4_RAW -> block(new Lz4Compressor(), page);
                        case GZIP -> gzip(page);
                        default -> BytesInput.from(page);
                    };
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return codec;
                }

                @Override
                public void release() {
                    // holds nothing
                }
            };
        }

        private static BytesInput block(Compressor compressor, byte[] page) {
            byte[] packed = new byte[compressor.maxCompressedLength(page.length)];
            int length = compressor.compress(page, 0, page.length, packed, 0, packed.length);
            return BytesInput.from(packed, 0, length);
        }

        private static BytesInput gzip(byte[] page) throws IOException {
            var packed = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(packed)) {
                out.write(page);
            }
            return BytesInput.from(packed.toByteArray());
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("nothing is read");
        }

        @Override
        public void release() {
            // holds nothing
        }
    }
}
