/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dsemaven.SpecialFiles;
import io.github.dsemaven.diagnostic.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people's tools leave them, and files that are no tables. */
class OddCsvTest {
    private static final String ROW = Csv.result("4096,1024,1,-1,0", 3, "200.5", "100.25");
    private static final String OTHER_ROW = Csv.result("8192,1024,1,-1,0", 3, "300", "150");

    @TempDir
    private Path folder;

    private Loaded<Table> results(String... lines) throws IOException {
        return results(String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private Loaded<Table> results(String text, Charset charset) throws IOException {
        return CsvFiles.results(List.of(Csv.write(folder, "kv_cache_dse_results_T.csv", text, charset)));
    }

    private Loaded<Table> results(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("kv_cache_dse_results_T.csv"), bytes);
        return CsvFiles.results(List.of(new InputFile(file, "dse/t.csv")));
    }

    private static List<String> problems(Loaded<?> loaded) {
        assertThat(loaded.tables()).isEmpty();
        return loaded.problems().stream().map(Problem::toString).toList();
    }

    private static Table table(Loaded<Table> loaded) {
        assertThat(loaded.problems()).isEmpty();
        return loaded.tables().get(0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsNoFileIsRefusedByItsKindAndNotOpened() throws IOException {
        Path socket = folder.resolve("s.csv");
        Path link = Files.createSymbolicLink(folder.resolve("l.csv"), Path.of("gone.csv"));
        Path circle = folder.resolve("c.csv");
        Files.createSymbolicLink(circle, circle);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            List<InputFile> files = List.of(
                    new InputFile(SpecialFiles.pipe(folder.resolve("p.csv")), "p.csv"),
                    new InputFile(Path.of("/dev/zero"), "zero"),
                    new InputFile(socket, "s.csv"),
                    new InputFile(link, "l.csv"),
                    new InputFile(circle, "c.csv"));

            Loaded<Table> loaded = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> CsvFiles.results(files));

            assertThat(problems(loaded))
                    .containsExactly(
                            "p.csv: is a named pipe, not a CSV file. Give a regular file that may be read",
                            "zero: is a device, not a CSV file. Give a regular file that may be read",
                            "s.csv: is a socket, not a CSV file. Give a regular file that may be read",
                            "l.csv: is a link to gone.csv, which does not exist. Give a regular file that may be read",
                            "c.csv: is a link to " + circle
                                    + ", which does not exist. Give a regular file that may be read");
        }
    }

    @Test
    void filesOfOtherFormsAreNamed() throws IOException {
        Path zipped = folder.resolve("x.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(zipped))) {
            zip.putNextEntry(new ZipEntry("a.csv"));
        }
        Path workbook = folder.resolve("x.xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(workbook))) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
        }
        Path packed = folder.resolve("x.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write(ROW.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(problems(results(Files.readAllBytes(packed))))
                .containsExactly(
                        "dse/t.csv: is a gzip file, not a CSV file. Unpack it with gunzip and give the text file");
        assertThat(problems(results(Files.readAllBytes(zipped))))
                .first()
                .asString()
                .contains("is a zip file");
        assertThat(problems(results(Files.readAllBytes(workbook))))
                .first()
                .asString()
                .contains("is an Excel workbook, not a CSV file. Save the sheet as CSV");
        assertThat(problems(results("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"
                        .getBytes(StandardCharsets.UTF_8))))
                .first()
                .asString()
                .contains("is a pointer that Git LFS left in place of the file")
                .contains("git lfs pull");
        assertThat(problems(results("\n<!DOCTYPE html>\n<html>".getBytes(StandardCharsets.UTF_8))))
                .first()
                .asString()
                .contains("is a web page, not a CSV file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;", "\"sep=;\"", "\ufeffsep=;"})
    void theSeparatorLineOfSpreadsheetsIsTaken(String first) throws IOException {
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            String rows =
                    String.join(lineEnd, Csv.RESULTS_HEADER, ROW, OTHER_ROW).replace(',', ';');

            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
                assertThat(table(results(first + lineEnd + rows, charset)).rows())
                        .isEqualTo(2);
            }
            assertThat(problems(results(first + lineEnd + rows.replace("300", "x"), StandardCharsets.UTF_8)))
                    .as("lines are counted from the first of the file")
                    .first()
                    .asString()
                    .startsWith("dse/kv_cache_dse_results_T.csv:4, column gpu_mem_total_mb");
        }
    }

    @Test
    void aSeparatorLineDecidesWhatTheHeaderLeavesOpenAndNamesASeparatorOrIsWrong() throws IOException {
        assertThat(table(results("sep=|", Csv.RESULTS_HEADER.replace(',', '|'), ROW.replace(',', '|')))
                        .rows())
                .isEqualTo(1);
        assertThat(problems(results("sep=", Csv.RESULTS_HEADER, ROW)))
                .first()
                .asString()
                .contains("Write sep=;");
        assertThat(problems(results("sep=xyz", Csv.RESULTS_HEADER, ROW)))
                .first()
                .asString()
                .contains("Write sep=;");
    }

    @Test
    void aRepeatedHeaderIsSkippedWithOneNotice() throws IOException {
        for (String again : List.of(
                Csv.RESULTS_HEADER, "\ufeff" + Csv.RESULTS_HEADER, Csv.RESULTS_HEADER.toUpperCase(Locale.ROOT))) {
            Loaded<Table> once = results(Csv.RESULTS_HEADER, ROW, again, OTHER_ROW);
            Loaded<Table> twice = results(Csv.RESULTS_HEADER, again, ROW, "\"m\"" + OTHER_ROW.substring(1), again);

            assertThat(table(once).rows()).isEqualTo(2);
            assertThat(once.notices())
                    .extracting(Loaded.Notice::message)
                    .containsExactly("line 3 repeats the header; it is skipped");
            assertThat(table(twice).rows()).isEqualTo(2);
            assertThat(twice.notices())
                    .extracting(Loaded.Notice::message)
                    .containsExactly("2 lines repeat the header, the first is line 2; they are skipped");
        }
        assertThat(problems(results(Csv.RESULTS_HEADER, Csv.RESULTS_HEADER)))
                .first()
                .asString()
                .contains("no rows");
    }

    @Test
    void anotherHeaderIsOneProblem() throws IOException {
        String turned = Csv.RESULTS_HEADER.replace("model,device", "device,model");
        String wider = Csv.RESULTS_HEADER + ",note";

        assertThat(problems(results(Csv.RESULTS_HEADER, ROW, turned, OTHER_ROW)))
                .containsExactly("dse/kv_cache_dse_results_T.csv:3: is another header, with other columns. Files that"
                        + " were joined must have the same columns in the same order: give them one by one");
        assertThat(problems(results(Csv.RESULTS_HEADER, ROW, wider, OTHER_ROW + ",x")))
                .hasSize(1);
        assertThat(problems(results(Csv.RESULTS_HEADER, ROW + OTHER_ROW)))
                .containsExactly("dse/kv_cache_dse_results_T.csv:2: has 31 cells where the header has 16. Two lines are"
                        + " one here: put a line end between them, as after the last line of a file that another is"
                        + " joined to");
    }

    @Test
    void aHeaderInCapitalsIsTheHeaderUnlessBothAreThere() throws IOException {
        assertThat(table(results(Csv.RESULTS_HEADER.toUpperCase(Locale.ROOT), ROW))
                        .rows())
                .isEqualTo(1);
        assertThat(table(results("Model" + Csv.RESULTS_HEADER.substring(5) + ",note", ROW + ",x"))
                        .rows())
                .isEqualTo(1);
        assertThat(table(results(Csv.RESULTS_HEADER + ",MODEL", ROW + ",other"))
                        .configurations()
                        .get(0)
                        .model())
                .isEqualTo("m");
        assertThat(problems(results("MODEL,Model" + Csv.RESULTS_HEADER.substring(5), "x," + ROW)))
                .first()
                .asString()
                .contains("column model: the header lacks this column. Rename");
    }

    @ParameterizedTest
    @ValueSource(strings = {"N/A", "NaN", "-nan", "na", "NULL", "none", "-", "\u2014", "#N/A", "?"})
    void wordsForNoValueAreNamedAsSuch(String word) throws IOException {
        assertThat(problems(results(Csv.RESULTS_HEADER, Csv.result("4096,1024,1,-1,0", 3, word, "1"))))
                .containsExactly("dse/kv_cache_dse_results_T.csv:2, column gpu_mem_total_mb: \"" + word
                        + "\" is no value. Leave the cell empty where there is no value: the row is then left out and"
                        + " counted");
        assertThat(problems(results(Csv.RESULTS_HEADER, Csv.result("4096,1024," + word + ",-1,0", 3, "1", "1"))))
                .containsExactly("dse/kv_cache_dse_results_T.csv:2, column max_batch_size: \"" + word
                        + "\" is no value. Fill the cell or remove the row");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4,096 | \"4,096\" is not a number. Write numbers without thousands separators, and decimals with a point: 4096",
                "4.096 | 4.096 is not a whole number. Write it without thousands separators: 4096",
                "4 096 | \"4 096\" is not a number. Write numbers without thousands separators, and decimals with a point: 4096",
                "4.5 | 4.5 is not a whole number"
            })
    void digitsInGroupsAreNeverGuessed(String cell, String expected) throws IOException {
        String row = Csv.result("\"" + cell + "\",1024,1,-1,0", 3, "1", "1");

        assertThat(problems(results(Csv.RESULTS_HEADER, row)))
                .containsExactly("dse/kv_cache_dse_results_T.csv:2, column context_window_size: " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e151", "1.7976931348623157e308", "-1e200"})
    void numbersThatCouldNotBeAveragedAreNamed(String number) throws IOException {
        assertThat(problems(results(Csv.RESULTS_HEADER, ROW, Csv.result("4096,1024,1,-1,0", 3, number, "1"))))
                .containsExactly("dse/kv_cache_dse_results_T.csv:3, column gpu_mem_total_mb: " + number
                        + " is too large to be summed. Correct the cell, or leave it empty where there is no value:"
                        + " numbers may be as large as 1e150");
    }

    @Test
    void aLineOfMegabytesEndsTheReading() throws IOException {
        byte[] zeros = new byte[40 << 20];
        String quoted = Csv.RESULTS_HEADER + "\n" + ROW + "\n\"" + "x,\n".repeat(7 << 20);
        String cell = Csv.RESULTS_HEADER + "\n" + Csv.result("4096,1024,1,-1,0", 3, "7".repeat(15 << 20), "1") + "\n";

        assertThat(problems(results(zeros)))
                .containsExactly(
                        "dse/t.csv:1: is longer than 16 MiB, so this is no table. Check that this is a CSV file"
                                + " and that its lines end");
        assertThat(problems(results(quoted, StandardCharsets.UTF_8)))
                .first()
                .asString()
                .startsWith("dse/kv_cache_dse_results_T.csv:3: is longer than 16 MiB");
        assertThat(problems(results(cell, StandardCharsets.UTF_8))).allMatch(problem -> problem.length() < 300);
    }

    @Test
    void utf16IsReadInPiecesWithWholeCharacters() throws IOException {
        var text = new StringBuilder(Csv.RESULTS_HEADER + ",note\n");
        for (int i = 0; i < 10_000; i++) {
            text.append(ROW).append(",").append("\uD83D\uDE00".repeat(i % 7)).append("x\n");
        }

        assertThat(table(results(text.toString(), StandardCharsets.UTF_16BE)).rows())
                .isEqualTo(10_000);
        assertThat(problems(results((Csv.RESULTS_HEADER + "\n" + ROW)
                        .replace("gpu:0", "\ud83d!")
                        .getBytes(StandardCharsets.UTF_16LE))))
                .isNotEmpty();
    }

    @Test
    void exponentsAreWeighedAgainstAnyNumberOfZeros() throws IOException {
        String zeros = "0." + "0".repeat(99_999) + "1e100005";

        assertThat(table(results(Csv.RESULTS_HEADER, Csv.result("4096,1024,1,-1,0", 3, zeros, "1")))
                        .samples()
                        .get(Columns.TOTAL_MEMORY)
                        .value(0))
                .isEqualTo(100_000);
    }
}
