/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** The texts of one column of a Parquet file. Whatever is wrong with the file is one error that names it. */
final class ParquetColumn {
    /** WikiText-103 has 1.8 million; a run of equal rows takes a few bytes in a file, however long it is. */
    private static final long MOST_ROWS = 1L << 28;

    private final Path file;
    private final String shown;
    private final String column;

    /**
     * @param shown the file as the user named it, for errors
     * @param column name of the column
     */
    ParquetColumn(Path file, String shown, String column) {
        this.file = file;
        this.shown = shown;
        this.column = column;
    }

    /**
     * Adds every row.
     *
     * @return rows without a value
     * @throws DseException when there is no such column of texts, or the file is damaged
     */
    long read(Rows rows) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .withPageChecksumVerification(true)
                .build();
        LocalInputFile input = new LocalInputFile(file);
        try (ParquetFileReader reader = ParquetFileReader.open(input, options)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            MessageType projection = new MessageType(schema.getName(), column(schema));
            long length = input.getLength();
            long count = 0;
            for (BlockMetaData group : reader.getFooter().getBlocks()) {
                check(group, length);
                count += group.getRowCount();
                if (count > MOST_ROWS) {
                    throw new DseException(
                            Place.of(shown), "has more than " + MOST_ROWS + " rows", Suggestions.smallerText());
                }
            }
            reader.setRequestedSchema(projection);
            return rows(reader, projection, rows);
        } catch (DseException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new DseException(
                    Place.of(shown),
                    "is a damaged Parquet file (" + reason(e).replace(input.toString(), "it") + ")",
                    Suggestions.damagedText());
        }
    }

    private long rows(ParquetFileReader reader, MessageType projection, Rows rows) throws IOException {
        String writer = reader.getFooter().getFileMetaData().getCreatedBy();
        long row = 0;
        long empty = 0;
        for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
            ColumnReader values = new ColumnReadStoreImpl(
                            new CheckedPages(group),
                            new DummyRecordConverter(projection).getRootConverter(),
                            projection,
                            writer)
                    .getColumnReader(projection.getColumns().get(0));
            int present = values.getDescriptor().getMaxDefinitionLevel();
            for (long i = 0; i < group.getRowCount(); i++) {
                row++;
                if (values.getCurrentDefinitionLevel() == present) {
                    rows.add(text(values.getBinary().toByteBuffer(), row));
                } else {
                    empty++;
                }
                values.consume();
            }
        }
        return empty;
    }

    private CharSequence text(ByteBuffer bytes, long row) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw new DseException(
                    Place.of(shown), "row " + row + " of column \"" + column + "\" is not UTF-8", Suggestions.NOT_UTF8);
        }
    }

    private Type column(MessageType schema) {
        List<String> names = schema.getFields().stream().map(Type::getName).toList();
        if (!names.contains(column)) {
            throw new DseException(
                    Place.of(shown), "has no column \"" + column + "\"", Suggestions.validValues(column, names));
        }
        Type type = schema.getType(column);
        if (!isText(type)) {
            throw new DseException(
                    Place.of(shown),
                    "column \"" + column + "\" holds no texts but "
                            + type.toString().replace('\n', ' '),
                    Suggestions.textColumn(schema.getFields().stream()
                            .filter(ParquetColumn::isText)
                            .map(Type::getName)
                            .toList()));
        }
        return type;
    }

    private static boolean isText(Type type) {
        if (!type.isPrimitive()
                || type.isRepetition(Type.Repetition.REPEATED)
                || type.asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BINARY) {
            return false;
        }
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        return annotation == null || annotation.equals(LogicalTypeAnnotation.stringType());
    }

    /** Parquet's own reader makes room for what the end of the file promises before it looks whether it is there. */
    private void check(BlockMetaData group, long length) throws IOException {
        for (ColumnChunkMetaData chunk : group.getColumns()) {
            long start = chunk.getStartingPos();
            if (start < 0 || chunk.getTotalSize() < 0 || chunk.getTotalSize() > length - start) {
                throw new IOException("column " + chunk.getPath().toDotString() + " lies beyond its end");
            }
            if (chunk.getPath().toArray()[0].equals(column) && !ParquetCodecs.reads(chunk.getCodec())) {
                throw new DseException(
                        Place.of(shown),
                        "is compressed with " + chunk.getCodec() + ", which can't be read",
                        Suggestions.compressedOtherwise());
            }
        }
    }

    private static String reason(Throwable e) {
        return e instanceof IOException failure
                ? Reason.of(failure)
                : e.getMessage() == null
                        ? e.getClass().getSimpleName()
                        : e.getMessage().replaceAll("\\s+", " ");
    }
}
