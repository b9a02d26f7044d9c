/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.LossRecords;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.exchange.ResultFormat;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationResult;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.dataset.ParquetFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker in this JVM, from a request to outcomes, on the quickstart's model. */
class MainTest {
    @TempDir
    Path folder;

    private final List<Event> events = new ArrayList<>();
    private final List<Map<String, String>> settings = new ArrayList<>();

    @BeforeEach
    void aShortText() throws IOException {
        Files.writeString(
                folder.resolve("short.txt"),
                "A map is a promise that the world can be folded and put into a pocket. The promise is never quite kept, "
                        + "because the surface of the earth is curved and a sheet of paper is flat.");
    }

    private MainTest with(String... namesAndValues) {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("hfModel", ModelFolder.ORIGINAL.toString());
        one.put("dataset", folder.resolve("short.txt").toString());
        one.put("maxLength", "16");
        one.put("stride", "8");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            one.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        settings.add(one);
        return this;
    }

    private List<Outcome> run() throws IOException {
        events.clear();
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            List<String> devices =
                    List.of(settings.get(i).getOrDefault("devices", "cpu").split(","));
            tasks.add(new Task(i, devices, new EvaluationSettings("<evaluation>[" + (i + 1) + "]", settings.get(i))));
        }
        Request request = new Request(
                folder.resolve("work"),
                folder.resolve("work/results"),
                folder.resolve("caches"),
                2,
                Map.of("engine", "1"),
                Map.of("parquet", "2"),
                Map.of("build", "1"),
                tasks);
        var out = new ByteArrayOutputStream();
        Main.run(request, new EventLog(new PrintStream(out, true, StandardCharsets.UTF_8)));
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(Event::parse)
                .flatMap(Optional::stream)
                .forEach(events::add);
        List<Outcome> outcomes = new ArrayList<>();
        for (Task task : tasks) {
            outcomes.add(Outcome.read(request.outcomeFile(task.number())).orElseThrow());
        }
        return outcomes;
    }

    private EvaluationResult result(int number, List<Outcome> outcomes) throws IOException {
        assertThat(outcomes.get(number).problems()).isEmpty();
        Evaluation evaluation = Evaluation.all(List.of(new EvaluationSettings("", settings.get(number))))
                .get(0);
        return ResultFormat.read(evaluation, outcomes.get(number).result().orElseThrow());
    }

    private List<String> notes() {
        return events.stream()
                .flatMap(event -> event instanceof Event.Noted noted ? Stream.of(noted.text()) : Stream.of())
                .toList();
    }

    @Test
    void aTextIsScoredAndAllThatIsKnownOfItComesBack() throws IOException {
        EvaluationResult result = result(0, with().run());

        assertThat(result.device()).isEqualTo("cpu");
        assertThat(result.dtype()).isEqualTo(DType.F32);
        assertThat(result.text().tokens()).isEqualTo((int) result.scores().tokens() + 1);
        assertThat(result.model().size().bitsPerWeight()).isEqualTo(16);
        assertThat(result.model().digests()).containsKeys("config.json", "tokenizer.json", "model.safetensors");
        assertThat(result.perplexity()).isBetween(10.0, 1000.0);
        assertThat(events.get(0)).isInstanceOf(Event.Began.class);
        assertThat(events.get(events.size() - 1)).isEqualTo(new Event.Ended(0));
    }

    @Test
    void twoNamesOfOneTextAreEvaluatedOnceAndReportedForBoth() throws IOException {
        // Given
        Path text = folder.resolve("rows.parquet");
        ParquetFiles.write(text, Files.readAllLines(folder.resolve("short.txt")));
        Path copy = Files.copy(text, folder.resolve("copy.parquet"));

        // When
        List<Outcome> outcomes = with("dataset", "wikitext2", "datasetFile", text.toString())
                .with("dataset", "wikitext103", "datasetFile", copy.toString())
                .run();

        // Then
        EvaluationResult first = result(0, outcomes);
        EvaluationResult second = result(1, outcomes);
        assertThat(second.perplexity()).isEqualTo(first.perplexity());
        assertThat(first.timing().reused()).isFalse();
        assertThat(second.timing().reused()).isTrue();
        assertThat(notes())
                .contains("  the test split of wikitext103 is the same text as that of wikitext2: evaluated once,"
                        + " reported for both")
                .noneMatch(note -> note.contains("nothing changed"));
        assertThat(first.text().files()).containsOnlyKeys("rows.parquet");
        assertThat(first.model().versions()).containsEntry("parquet", "2");
        assertThat(result(0, with().run().subList(0, 1)).timing().reused()).isTrue();
    }

    @Test
    void weightsLeftInFewBitsGiveTheNumberOfRestoredOnes() throws IOException {
        List<Outcome> outcomes = with("quantization", "q4f16_1")
                .with("quantization", "q4f16_1", "lowMemory", "true")
                .with("lowMemory", "true")
                .run();

        double restored = result(0, outcomes).perplexity();
        double low = result(1, outcomes).perplexity();
        assertThat(low).isCloseTo(restored, within(1e-3 * restored)).isNotEqualTo(restored);
    }

    @Test
    void whatHasNoFormOfFewBitsIsWarnedOfAlsoWhereNumbersAreReused() throws IOException {
        Event warning = new Event.Noted(
                Event.Level.WARN, "lowMemory changes nothing for fp16, whose weights have no form of few bits");
        with("lowMemory", "true").with("quantization", "4bit", "lowMemory", "true");

        run();
        assertThat(events).containsOnlyOnce(warning);

        assertThat(result(0, run()).timing().reused()).isTrue();
        assertThat(events).containsOnlyOnce(warning);
    }

    @Test
    void neitherBatchNorOrderChangesTheNumber() throws IOException {
        EvaluationResult one = result(0, with("batch", "1").run());
        forgetResults();
        settings.clear();

        List<Outcome> outcomes =
                with("quantization", "q4f16_1").with("batch", "5").run();

        EvaluationResult five = result(1, outcomes);
        assertThat(five.timing().reused()).isFalse();
        assertThat(five.perplexity())
                .isEqualTo(one.perplexity())
                .isNotEqualTo(result(0, outcomes).perplexity());
    }

    private void forgetResults() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("work/results"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void severalWorkersShareTheWindowsAndGiveTheIdenticalNumber() throws IOException {
        List<Outcome> outcomes = with("devices", "cpu,cpu").with().run();

        EvaluationResult shared = result(0, outcomes);
        EvaluationResult alone = result(1, outcomes);
        assertThat(shared.device()).isEqualTo("cpu+cpu");
        assertThat(shared.timing().reused()).isFalse();
        assertThat(alone.timing().reused()).isFalse();
        for (int i = 0; i < alone.scores().windows().size(); i++) {
            assertThat(shared.scores().windows().get(i).nll())
                    .isEqualTo(alone.scores().windows().get(i).nll());
        }
        assertThat(shared.perplexity()).isEqualTo(alone.perplexity());
    }

    @Test
    void whatHasNotChangedIsNotRunAgainAndTheLogSaysWhy() throws IOException {
        EvaluationResult first = result(0, with().run());
        assertThat(notes()).contains("  evaluated for the first time");

        EvaluationResult second = result(0, run());
        assertThat(notes()).contains("  nothing changed since it was last evaluated: its numbers are reused");
        assertThat(second.perplexity()).isEqualTo(first.perplexity());
        assertThat(second.timing().reused()).isTrue();

        Files.writeString(folder.resolve("short.txt"), "Another text about another thing, long enough to be scored.");
        EvaluationResult third = result(0, run());
        assertThat(notes()).contains("  evaluated again, because of what changed: text");
        assertThat(third.perplexity()).isNotEqualTo(first.perplexity());
    }

    @Test
    void anInterruptedEvaluationResumesAtItsWindowWithTheSameNumber() throws IOException {
        EvaluationResult whole = result(0, with().run());
        Path journal;
        try (Stream<Path> files = Files.list(folder.resolve("work/results"))) {
            journal = files.filter(file -> file.toString().endsWith(".nll"))
                    .findFirst()
                    .orElseThrow();
        }
        try (var file = new RandomAccessFile(journal.toFile(), "rw")) {
            // Three whole windows (7, 8 and 8 tokens), and a piece of the fourth as a kill would leave it.
            file.setLength(75 + LossRecords.length(7) + 2 * LossRecords.length(8) + 5);
        }

        EvaluationResult resumed = result(0, run());

        assertThat(notes()).anyMatch(note -> note.matches("  resumed at window 3 of \\d+"));
        assertThat(resumed.perplexity()).isEqualTo(whole.perplexity());
    }

    @Test
    void aLimitTakesTheFirstWindowsOnly() throws IOException {
        List<Outcome> outcomes = with("limit", "2").run();

        assertThat(result(0, outcomes).scores().windows()).hasSize(2);
        assertThat(result(0, outcomes).evaluation().splitLabel()).isEqualTo("test (first 2 windows)");
    }

    @Test
    void windowsBeyondTheModelsPositionsAreWarnedOf() throws IOException {
        with("maxLength", "4096", "stride", "4096").run();

        assertThat(notes()).anyMatch(note -> note.contains("maxLength 4096 is beyond the 2048 positions"));
    }

    @Test
    void whatIsQuantizedIsSaid() throws IOException {
        with("quantization", "fake_q3").run();

        assertThat(notes())
                .anyMatch(note -> note.startsWith("  quantized here: model.embed_tokens, ")
                        && note.contains("model.layers.*.mlp.up_proj (6)"));
    }

    @Test
    void tooLittleMemoryIsRefusedWithTheNumbers() throws IOException {
        List<Outcome> outcomes = with("maxLength", "2048", "stride", "512", "batch", "100000")
                .with()
                .run();

        assertThat(outcomes.get(0).problems().get(0).toString())
                .containsPattern("needs about \\d+\\.\\d GiB of memory beside the mapped weights")
                .contains("can be had. Free memory");
        assertThat(outcomes.get(1).problems()).isEmpty();
    }
}
