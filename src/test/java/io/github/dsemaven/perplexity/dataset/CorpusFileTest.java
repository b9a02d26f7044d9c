/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.ReferenceData;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusFileTest {
    private static final String RAW = " \n = Title = \n \n First row . \n\u00a0\nLast row";
    private static final String ROWS = " = Title = \n\n\n First row . \n\n\nLast row";

    @TempDir
    Path folder;

    @Test
    void aRawFileIsItsNonBlankRowsJoinedByTwoLineFeeds() throws IOException {
        Corpus corpus = CorpusFile.text(write("own.raw", RAW), "own.raw");

        assertThat(corpus.text()).isEqualTo(ROWS);
        assertThat(corpus.words()).isEqualTo(8);
        assertThat(corpus.utf8Bytes()).isEqualTo(ROWS.length());
        assertThat(corpus.origin()).isEqualTo("non-blank rows of own.raw, joined by two line feeds");
    }

    @Test
    void anyOtherTextStaysAsItIs() throws IOException {
        Corpus corpus = CorpusFile.text(write("own.txt", RAW + "\r\n€\uD83D\uDE00"), "own.txt");

        assertThat(corpus.text()).isEqualTo(RAW + "\r\n€\uD83D\uDE00");
        // RAW has one character of two bytes; then 2 + 3 + 4
        assertThat(corpus.utf8Bytes()).isEqualTo(RAW.length() + 1 + 2 + 3 + 4);
    }

    @Test
    void everyLineEndOfARawFileIsALineFeedAsInPythonsTextMode() throws IOException {
        assertThat(CorpusFile.text(write("crlf.raw", RAW.replace("\n", "\r\n")), "crlf.raw")
                        .text())
                .isEqualTo(ROWS);
        assertThat(CorpusFile.wikitext(write("cr.txt", RAW.replace("\n", "\r")), "cr.txt", "test")
                        .text())
                .isEqualTo(ROWS);
    }

    @Test
    void whatPythonWouldReadOtherwiseIsAWarning() throws IOException {
        Corpus marked = CorpusFile.text(write("bom.raw", "\ufeff" + RAW), "bom.raw");

        assertThat(marked.text()).startsWith("\ufeff");
        assertThat(marked.warnings()).singleElement().asString().contains("bom.raw: begins with a byte order mark");
        assertThat(CorpusFile.text(write("crlf.txt", "a\r\nb"), "crlf.txt").warnings())
                .singleElement()
                .asString()
                .contains("crlf.txt: has carriage returns");
        assertThat(CorpusFile.text(write("own.txt", RAW), "own.txt").warnings()).isEmpty();
    }

    @Test
    void theDigestIsThatOfTheText() throws IOException {
        // echo -n abc | sha256sum
        assertThat(CorpusFile.text(write("abc.txt", "abc"), "abc.txt").sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aNamedDataSetFollowsTheRowRuleWhateverTheFileIsCalled() throws IOException {
        assertThat(CorpusFile.wikitext(write("w.txt", RAW), "w.txt", "test").text())
                .isEqualTo(ROWS);
    }

    @Test
    void theDistributedZipHoldsEachSplit() throws IOException {
        Path zip = folder.resolve("wikitext-2-raw-v1.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("wikitext-2-raw/"));
            entry(out, "wikitext-2-raw/wiki.test.raw", RAW);
            entry(out, "wikitext-2-raw/wiki.valid.raw", "valid\n");
        }

        assertThat(CorpusFile.wikitext(zip, "z", "test").text()).isEqualTo(ROWS);
        assertThat(CorpusFile.wikitext(zip, "z", "valid").text()).isEqualTo("valid\n");
        assertThatThrownBy(() -> CorpusFile.wikitext(zip, "z", "train"))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("z: has no wiki.train.raw inside, only wikitext-2-raw/wiki.test.raw,"
                        + " wikitext-2-raw/wiki.valid.raw. Set <datasetFile>");
        assertThatThrownBy(() -> CorpusFile.text(zip, "z")).hasMessageStartingWith("z: is a zip file, not a text");
    }

    @Test
    void aDamagedZipIsNamed() throws IOException {
        Path zip = Files.write(folder.resolve("w.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});

        assertThatThrownBy(() -> CorpusFile.wikitext(zip, "w.zip", "test"))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("w.zip: is a damaged zip file");
    }

    @Test
    void theFileOfAnotherSplitIsNotTakenSilently() throws IOException {
        Path file = write("wiki.valid.raw", RAW);

        assertThatThrownBy(() -> CorpusFile.wikitext(file, "wiki.valid.raw", "test"))
                .hasMessageStartingWith("wiki.valid.raw: holds the split valid, not test");
    }

    @Test
    void aByteThatIsNotUtf8IsShownWithLineAndOffset() throws IOException {
        byte[] bytes = "ab\ncd\nx?y".getBytes(StandardCharsets.UTF_8);
        bytes[7] = (byte) 0xff;
        Path file = Files.write(folder.resolve("own.txt"), bytes);

        assertThatThrownBy(() -> CorpusFile.text(file, "own.txt"))
                .isInstanceOf(DseException.class)
                .hasMessage("own.txt:3: is not UTF-8: byte 0xff at offset 7. Save the text as UTF-8");
    }

    @Test
    void aCharacterCutOffAtTheEndIsNotUtf8Either() throws IOException {
        Path file = Files.write(folder.resolve("own.txt"), new byte[] {'a', (byte) 0xe2, (byte) 0x82});

        assertThatThrownBy(() -> CorpusFile.text(file, "own.txt")).hasMessageContaining("byte 0xe2 at offset 1");
    }

    @Test
    void aFolderOrAMissingFileIsNamed() {
        assertThatThrownBy(() -> CorpusFile.text(folder, "texts"))
                .hasMessageStartingWith("texts: is a folder, not a text file");
        assertThatThrownBy(() -> CorpusFile.wikitext(folder.resolve("no.raw"), "no.raw", "test"))
                .hasMessageStartingWith("no.raw: does not exist");
        assertThatThrownBy(() -> CorpusFile.wikitext(write("a.parquet", "PAR1"), "a.parquet", "test"))
                .hasMessageStartingWith("a.parquet: is a damaged Parquet file");
    }

    @Test
    void theReferenceTextHasTheReferenceCounts() {
        Corpus corpus = CorpusFile.wikitext(ReferenceData.path("wikitext/wiki.test.raw"), "wiki.test.raw", "test");

        assertThat(corpus.words()).isEqualTo(241_211);
        assertThat(corpus.utf8Bytes()).isEqualTo(1_293_436);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void entry(ZipOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
