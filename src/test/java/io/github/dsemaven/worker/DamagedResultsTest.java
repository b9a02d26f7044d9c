/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.exchange.ResultFormat;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationResult;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.perplexity.Timing;
import io.github.dsemaven.perplexity.Window;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the files that an evaluation keeps, the next one says the same. */
class DamagedResultsTest {
    @TempDir
    Path folder;

    private Task task;
    private Evaluation evaluation;
    private Evaluator evaluator;
    private EvaluationResult right;

    @BeforeEach
    void anEvaluation() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "A map is a promise that the world can be folded.");
        task = new Task(
                0,
                "cpu",
                new EvaluationSettings(
                        "",
                        Map.of(
                                "hfModel",
                                ModelFolder.ORIGINAL.toString(),
                                "dataset",
                                text.toString(),
                                "maxLength",
                                "8",
                                "stride",
                                "4")));
        evaluation = Evaluation.all(List.of(task.settings())).get(0);
        Request request = new Request(
                folder.resolve("work"),
                folder.resolve("kept"),
                folder.resolve("caches"),
                1,
                Map.of(),
                Map.of(),
                List.of(task));
        evaluator = new Evaluator(request, new EventLog(new PrintStream(OutputStream.nullOutputStream())));
        right = evaluate();
    }

    @AfterEach
    void close() {
        evaluator.close();
    }

    /** As a build does it: through the outcome and the file of losses that it names. */
    private EvaluationResult evaluate() throws IOException {
        String outcome = Json.compact(evaluator.evaluate(task).toMap());
        return ResultFormat.read(evaluation, JsonParser.parseString(outcome).getAsJsonObject());
    }

    private void assertRight(Path file, String damage) throws IOException {
        EvaluationResult result = evaluate();
        assertThat(result.perplexity()).as(file + " " + damage).isEqualTo(right.perplexity());
        assertThat(losses(result)).as(file + " " + damage).isEqualTo(losses(right));
        assertThat(result.model()).isEqualTo(right.model());
        assertThat(result.text()).isEqualTo(right.text());
        assertThat(result.timing().seconds()).as(file + " " + damage).isBetween(0.0, 60.0);
    }

    private static List<String> losses(EvaluationResult result) {
        return result.scores().windows().stream()
                .map(window -> Arrays.toString(window.nll()))
                .toList();
    }

    @Test
    void theNextEvaluationIsRightWhateverBecomesOfWhatWasKept() throws IOException {
        for (Path file : kept()) {
            byte[] whole = Files.readAllBytes(file);
            byte[] damaged = whole.clone();
            damaged[whole.length / 2] ^= 1;
            for (byte[] content : List.of(damaged, Arrays.copyOf(whole, whole.length * 2 / 3), new byte[0])) {
                Files.write(file, content);
                assertRight(file, content.length + " bytes");
            }
            Files.deleteIfExists(file);
            assertRight(file, "missing");
        }
    }

    /**
     * Every byte flipped and every length of all three files that an evaluation keeps, 2,353 damages with those where one is
     * missing; with losses that are known in place of the session that computes them.
     */
    @Test
    void everyFlippedByteAndEveryLengthIsFound() throws IOException {
        List<Path> files = kept();
        assertThat(files).hasSize(3);
        Map<String, String> parts = new TreeMap<>();
        for (Path file : files) {
            if (file.toString().endsWith(".cause")) {
                SealedFile.read(file).orElseThrow().text().lines().forEach(line -> {
                    int equals = line.indexOf('=');
                    parts.put(line.substring(0, equals), line.substring(equals + 1));
                });
            }
        }
        Cause cause = new Cause(parts);
        String outcome = Json.compact(evaluator.evaluate(task).toMap());
        int damages = 0;
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            for (int at = 0; at < whole.length; at++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << at % 8);
                for (byte[] content : List.of(damaged, Arrays.copyOf(whole, at))) {
                    Files.write(file, content);
                    assertRight(cause, outcome);
                    damages++;
                }
                Files.write(file, whole);
            }
            Files.delete(file);
            assertRight(cause, outcome);
            damages++;
            Files.write(file, whole);
        }
        assertThat(damages).isGreaterThan(2000);
    }

    /** What {@link Evaluator} does, with a session that knows the losses. */
    private void assertRight(Cause cause, String outcome) throws IOException {
        KeptResults results = new KeptResults(folder.resolve("kept"));
        Path losses = results.losses(cause);
        List<Window> windows = evaluation.windows(right.text().tokens());
        if (NllJournal.completed(losses, cause, windows) < windows.size()) {
            try (NllJournal journal = NllJournal.open(losses, cause, windows)) {
                for (int i = journal.completed(); i < windows.size(); i++) {
                    journal.append(right.scores().windows().get(i).nll());
                }
            }
        }
        EvaluationResult result =
                ResultFormat.read(evaluation, JsonParser.parseString(outcome).getAsJsonObject());
        if (!losses(result).equals(losses(right))) {
            assertThat(losses(result)).isEqualTo(losses(right));
        }
        Timing timing = PastTiming.read(results.folder(), cause);
        if (timing.inputTokens() != 0) {
            assertThat(timing.inputTokens()).isEqualTo(right.timing().inputTokens());
            assertThat(timing.seconds()).isEqualTo(right.timing().seconds());
        }
        assertThat(cause.differences(results.lastCause(evaluation), evaluation.title()))
                .isEmpty();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("kept"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
