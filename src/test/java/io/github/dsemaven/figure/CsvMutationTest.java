/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dsemaven.csv.Csv;
import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.csv.Loaded;
import io.github.dsemaven.csv.TextRows;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a CSV file is damaged, it ends in figures or in an error of ours. */
class CsvMutationTest {
    private static final int MUTATIONS = 300;
    private static final List<String> PIECES = List.of(
            "\"",
            ",",
            ";",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\ufeff",
            "\0",
            "nan",
            "inf",
            "-",
            "1e308",
            "1e-320",
            "1e999999999",
            "99999999999999999999",
            "0x10",
            "sep=;\n",
            "\ud83d\ude00",
            "\u0085",
            "=1+1",
            "4,096",
            "model,",
            "true",
            "-1",
            Csv.RESULTS_HEADER + "\n",
            Csv.METRICS_HEADER + "\n");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyMutationEndsInFiguresOrAnErrorOfOurs(long seed) throws IOException {
        byte[] results = text(Csv.RESULTS_HEADER, Sweeps.results(Sweeps::kvCache));
        byte[] metrics = text(Csv.METRICS_HEADER, Sweeps.metrics(1));
        byte[] perplexities = text(
                Csv.PERPLEXITY_HEADER, List.of("x,hf,cpu,512,256,test,0,0,0,5.5", "x,hf,cpu,512,256,test,1,0,0,5.9"));

        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            int drawn = mutate(seed, "kv_cache_dse_results_T.csv", results, CsvFiles::results, MemoryFigures::of)
                    + mutate(seed, "kv_cache_dse_results_T.csv", results, CsvFiles::results, QuantizationFigures::of)
                    + mutate(seed, "kv_cache_dse_metrics_T.csv", metrics, CsvFiles::metrics, ThroughputFigures::of)
                    + mutate(seed, "t_ppl_results.csv", perplexities, CsvFiles::perplexity, PerplexityFigures::of);
            assertThat(drawn).as("mutations that could be drawn").isBetween(MUTATIONS / 20, 4 * MUTATIONS);
        });
    }

    private <T> int mutate(
            long seed,
            String name,
            byte[] text,
            Function<List<InputFile>, Loaded<T>> reader,
            BiFunction<List<T>, PlotOptions, FigureSet> catalogue)
            throws IOException {
        var random = new SplittableRandom(seed);
        Path path = folder.resolve(name);
        var file = new InputFile(path, name);
        int drawn = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = text;
            for (int times = random.nextInt(1, 4); times > 0; times--) {
                bytes = mutated(bytes, random);
            }
            Files.write(path, bytes);
            try {
                Loaded<T> loaded = reader.apply(List.of(file));
                assertThat(loaded.tables().isEmpty())
                        .isNotEqualTo(loaded.problems().isEmpty());
                if (!loaded.tables().isEmpty()) {
                    FigureSet set = catalogue.apply(loaded.tables(), PlotOptions.DEFAULT);
                    set.figures()
                            .forEach(figure ->
                                    assertThat(FigureData.json(figure)).isNotEmpty());
                    drawn++;
                }
                rows(path);
            } catch (DseException e) {
                assertThat(e.problems()).isNotEmpty();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "mutation " + i + " of " + name + " with seed " + seed + ":\n"
                                + new String(bytes, StandardCharsets.ISO_8859_1),
                        e);
            }
        }
        return drawn;
    }

    private static void rows(Path path) {
        try {
            assertThat(TextRows.read(path)).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    private static byte[] mutated(byte[] text, SplittableRandom random) {
        if (text.length < 4) {
            return text;
        }
        int at = random.nextInt(text.length);
        int end = Math.min(text.length, at + 1 + random.nextInt(40));
        byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(text, at, random);
            case 1 -> joined(text, at, piece, at);
            case 2 -> joined(text, at, piece, end);
            case 3 -> joined(text, at, new byte[0], end);
            case 4 -> Arrays.copyOf(text, at);
            case 5 -> joined(text, at, Arrays.copyOfRange(text, at, end), at);
            case 6 -> joined(text, text.length, text, text.length);
            case 7 ->
                new String(text, StandardCharsets.UTF_8)
                        .getBytes(random.nextBoolean() ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16);
            default -> number(text, random);
        };
    }

    private static byte[] flipped(byte[] text, int at, SplittableRandom random) {
        byte[] bytes = text.clone();
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    /** Another number in place of a cell. */
    private static byte[] number(byte[] text, SplittableRandom random) {
        List<String> numbers = List.of("0", "-1", "1e149", "-0.0", "1e-308", "9007199254740993", "", " ", "7e7");
        String[] lines = new String(text, StandardCharsets.UTF_8).split("\n", -1);
        int line = random.nextInt(lines.length);
        String[] cells = lines[line].split(",", -1);
        cells[random.nextInt(cells.length)] = numbers.get(random.nextInt(numbers.size()));
        lines[line] = String.join(",", cells);
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] text, int to, byte[] piece, int from) {
        byte[] bytes = new byte[to + piece.length + text.length - from];
        System.arraycopy(text, 0, bytes, 0, to);
        System.arraycopy(piece, 0, bytes, to, piece.length);
        System.arraycopy(text, from, bytes, to + piece.length, text.length - from);
        return bytes;
    }

    private static byte[] text(String header, List<String> rows) {
        var lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
