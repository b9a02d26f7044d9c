/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.ReferenceData;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowFilesTest {
    private static final String TEST = "c5b5caea5bd655cb221545a484f2f0f59d35092a17a66840d7b9513d0b99687d";
    private static final List<String> ROWS =
            List.of("", " = Title = \n", "", " First row . \n", "\u00a0\n", "Zweite \u00e4\u20ac\ud83d\ude00");
    private static final String TEXT = " = Title = \n\n\n First row . \n\n\nZweite \u00e4\u20ac\ud83d\ude00";
    private static final MessageType PAGES = MessageTypeParser.parseMessageType(
            "message m { required binary page; required binary url (STRING); optional double score;"
                    + " optional group tags { repeated binary tag (STRING); } }");

    @TempDir
    private Path folder;

    @Test
    void everyFormOfTheReferenceTextIsTheSameText() throws IOException {
        // Given: the reference comes without blank rows
        Path raw = ReferenceData.path("wikitext/wiki.test.raw");
        var lines = new ArrayList<String>();
        Files.readString(raw).lines().forEach(line -> Collections.addAll(lines, " ", line, " "));
        Path withBlanks = Files.writeString(folder.resolve("wiki.test.raw"), String.join("\n", lines) + "\n");
        Path parquet = ParquetFiles.write(
                folder.resolve("test-00000-of-00001.parquet"), ParquetFiles.rows(Files.readString(withBlanks)));
        Path zip = folder.resolve("wikitext-2-raw-v1.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("wikitext-2-raw/wiki.test.raw"));
            out.write(Files.readAllBytes(withBlanks));
        }

        // Then
        for (Path file : List.of(raw, parquet, withBlanks, zip)) {
            Corpus corpus = CorpusFile.wikitext(file, file.toString(), "test");
            assertThat(corpus.utf8Bytes()).as(file.toString()).isEqualTo(1_293_436);
            assertThat(corpus.sha256()).as(file.toString()).isEqualTo(TEST);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void aParquetFileIsReadInEveryCompressionAndEncoding(CompressionCodecName codec) throws IOException {
        // Given
        var rows = new ArrayList<String>();
        for (int i = 0; i < 3000; i++) {
            rows.add(i % 3 == 0 ? "" : "Row " + i % 700 + " of \u00e4 text.\n");
        }
        MessageType schema = MessageTypeParser.parseMessageType("message m { optional binary text (STRING); }");
        String expected =
                String.join("\n\n", rows.stream().filter(row -> !row.isEmpty()).toList());

        // Then
        Path plain = folder.resolve("a.parquet");
        for (boolean dictionary : new boolean[] {true, false}) {
            ParquetFiles.write(
                    plain,
                    rows,
                    schema,
                    codec,
                    writer -> writer.withDictionaryEncoding(dictionary)
                            .withRowGroupRowCountLimit(1000)
                            .withPageRowCountLimit(100));
            assertThat(CorpusFile.text(plain, "a.parquet").text()).isEqualTo(expected);
            ParquetFiles.write(
                    plain,
                    rows,
                    schema,
                    codec,
                    writer -> ParquetFiles.version2(writer)
                            .withDictionaryEncoding(dictionary)
                            .withPageRowCountLimit(100));
            assertThat(CorpusFile.text(plain, "a.parquet").text()).isEqualTo(expected);
        }
    }

    @Test
    void aColumnIsChosenByName() throws IOException {
        // Given
        Path file = ParquetFiles.write(folder.resolve("p.parquet"), ROWS, PAGES, CompressionCodecName.SNAPPY, w -> w);

        // When
        Corpus corpus = CorpusFile.column(file, "p.parquet", "page");

        // Then
        assertThat(corpus.text()).isEqualTo(TEXT);
        assertThat(corpus.origin()).isEqualTo("non-blank rows of column page of p.parquet, joined by two line feeds");
        assertThat(CorpusFile.column(file, "p.parquet", "url").text()).isEqualTo(TEXT);
    }

    @Test
    void aColumnThatIsNotThereOrHoldsNoTextsIsNamedWithThoseThatDo() throws IOException {
        Path file = ParquetFiles.write(folder.resolve("p.parquet"), ROWS, PAGES, CompressionCodecName.SNAPPY, w -> w);

        assertThatThrownBy(() -> CorpusFile.text(file, "p.parquet"))
                .isInstanceOf(DseException.class)
                .hasMessage("p.parquet: has no column \"text\". Valid values: page, url, score, tags");
        assertThatThrownBy(() -> CorpusFile.column(file, "p.parquet", "pages"))
                .hasMessageContaining("Did you mean \"page\"?");
        for (String column : List.of("score", "tags")) {
            assertThatThrownBy(() -> CorpusFile.column(file, "p.parquet", column))
                    .isInstanceOf(DseException.class)
                    .hasMessageStartingWith("p.parquet: column \"" + column + "\" holds no texts but optional ")
                    .hasMessageContaining("Columns of texts: page, url; name one after the file");
        }
    }

    @Test
    void rowsWithoutAValueAreLeftOutAndSaid() throws IOException {
        Path file = ParquetFiles.write(folder.resolve("n.parquet"), Arrays.asList("a", null, "b", null));

        Corpus corpus = CorpusFile.text(file, "n.parquet");

        assertThat(corpus.text()).isEqualTo("a\n\nb");
        assertThat(corpus.warnings())
                .containsExactly("n.parquet: 2 rows have no value in column \"text\" and are left out");
    }

    @Test
    void aRowThatIsNotUtf8IsNamed() throws IOException {
        Path file = ParquetFiles.write(folder.resolve("u.parquet"), List.of("a", "\1\u00ff"));

        assertThatThrownBy(() -> CorpusFile.text(file, "u.parquet"))
                .isInstanceOf(DseException.class)
                .hasMessage("u.parquet: row 2 of column \"text\" is not UTF-8. Save the text as UTF-8");
    }

    @Test
    void oneOfSeveralFilesStandsForAllOfThem() throws IOException {
        // Given
        Path first = ParquetFiles.write(folder.resolve("train-00000-of-00002.parquet"), List.of("a"));
        Path second = ParquetFiles.write(folder.resolve("train-00001-of-00002.parquet"), List.of("b"));

        // Then
        Corpus corpus = CorpusFile.wikitext(second, "t", "train");
        assertThat(corpus.text()).isEqualTo("a\n\nb");
        assertThat(corpus.origin())
                .isEqualTo(
                        "non-blank rows of train-00000-of-00002.parquet to train-00001-of-00002.parquet, joined by two"
                                + " line feeds");
        assertThatThrownBy(() -> CorpusFile.wikitext(second, "t", "test"))
                .hasMessageStartingWith("t: holds the split train, not test");
        Files.delete(first);
        assertThatThrownBy(() -> CorpusFile.text(second, "t"))
                .isInstanceOf(DseException.class)
                .hasMessage(
                        "t: is one of 2 files, of which train-00000-of-00002.parquet is missing. Put all of them into"
                                + " one folder");
    }

    @Test
    void theVariantWithMaskedWordsIsRefusedWithTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("wiki.test.tokens"), " = Robert <unk> = \n");
        Path parquet = ParquetFiles.write(folder.resolve("m.parquet"), List.of(" = Robert <unk> = \n"));

        for (Path masked : List.of(file, parquet)) {
            assertThatThrownBy(() -> CorpusFile.wikitext(masked, "w", "test"))
                    .isInstanceOf(DseException.class)
                    .hasMessage("w: is not the raw text: 1 of its 4 words are <unk>. Use the raw variant,"
                            + " wikitext-2-raw-v1 or wikitext-103-raw-v1, which wikitext2 and wikitext103 stand for");
        }
    }

    @Test
    void aFileThatExpandsBeyondAllMeasureIsRefusedBeforeTheMemoryIsFull() throws IOException {
        // Given: one text, a thousand times by its number in a dictionary
        String row = "x".repeat(100_000);
        Path bomb = ParquetFiles.write(folder.resolve("bomb.parquet"), Collections.nCopies(1000, row));
        assertThat(Files.size(bomb)).isLessThan(20_000);

        // Then
        assertThatThrownBy(() -> CorpusFile.text(bomb, "bomb.parquet"))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("bomb.parquet: unpacks to more than 64 MiB, which no text of this size does");
    }

    @Test
    void aDamagedFileIsOneError() throws IOException {
        // Given
        var rows = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            rows.add("Row " + i % 70 + "\n");
        }
        Path file = ParquetFiles.write(folder.resolve("d.parquet"), rows);
        String whole = CorpusFile.text(file, "d").text();
        byte[] good = Files.readAllBytes(file);
        var random = new Random(1);
        int refused = 0;

        // When
        for (int i = 0; i < 500; i++) {
            byte[] bad = i % 10 == 0 ? Arrays.copyOf(good, 4 + random.nextInt(good.length - 4)) : good.clone();
            for (int flips = random.nextInt(3); flips >= 0 && i % 10 > 0; flips--) {
                bad[4 + random.nextInt(bad.length - 4)] = (byte) random.nextInt(256);
            }
            Files.write(file, bad);
            try {
                // Then
                assertThat(CorpusFile.text(file, "d").text()).isEqualTo(whole);
            } catch (DseException e) {
                assertThat(e.problems()).hasSize(1);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void whatOnlyIsCalledParquetIsNotReadAsAnythingElse() throws IOException {
        for (String content : List.of("", "<html>", "{\"text\": \"a\"}")) {
            Path file = Files.writeString(folder.resolve("h.parquet"), content);
            String message =
                    "h.parquet: is a damaged Parquet file (it does not begin as one). Download or write it again and"
                            + " compare its SHA-256";

            assertThatThrownBy(() -> CorpusFile.text(file, "h.parquet")).hasMessage(message);
            assertThatThrownBy(() -> CorpusFile.wikitext(file, "h.parquet", "test"))
                    .hasMessage(message);
            assertThatThrownBy(() -> CorpusFile.wikitext(List.of(file), "h.parquet"))
                    .hasMessage(message);
        }
    }

    @Test
    void aFileCutShortSaysSo() throws IOException {
        Path file = Files.write(folder.resolve("c.parquet"), new byte[] {'P', 'A', 'R', '1', 0, 0});

        assertThatThrownBy(() -> CorpusFile.text(file, "c.parquet"))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("c.parquet: is a damaged Parquet file (")
                .hasMessageEndingWith(". Download or write it again and compare its SHA-256");
    }
}
