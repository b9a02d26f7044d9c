/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationRunTest {
    @TempDir
    Path folder;

    private final List<Event> events = new ArrayList<>();

    private Map<Integer, Outcome> run(String... acts) throws InterruptedException {
        return run(events::add, acts);
    }

    private Map<Integer, Outcome> run(Consumer<Event> progress, String... acts) throws InterruptedException {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        ForkCommand command = new ForkCommand(
                Path.of(System.getProperty("java.home")),
                folder,
                classPath,
                FakeWorker.class.getName(),
                List.of("-Xmx64m"),
                Map.of());
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < acts.length; i++) {
            tasks.add(new Task(i, "cpu", new EvaluationSettings("", Map.of("hfModel", acts[i]))));
        }
        return new EvaluationRun(command, progress, Log.silent())
                .run(new Request(folder.resolve("a folder"), folder, folder, 1, Map.of(), Map.of(), tasks));
    }

    @Test
    void artifactsSayWhatIsWarnedOfTheDataButNotOfTheMachine() throws InterruptedException {
        List<String> shown = new ArrayList<>();
        var warnings = new RememberedWarnings(warningsTo(shown));
        run(new ProgressLog(warnings, System::nanoTime), "warnings");

        assertThat(shown)
                .containsExactly("beyond the model's positions", "little memory: 4 windows a call instead of 8");
        assertThat(warnings.warnings()).containsExactly("beyond the model's positions");
    }

    private static Log warningsTo(List<String> shown) {
        return new Log() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
                shown.add(message);
            }

            @Override
            public void debug(String message) {}
        };
    }

    private static String problem(Outcome outcome) {
        return outcome.problems().get(0).toString();
    }

    @Test
    void allEvaluationsShareOneFork() throws InterruptedException {
        var outcomes = run("fine", "noise", "fine");

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.values().stream().map(o -> o.result().orElseThrow().get("pid")))
                .allMatch(outcomes.get(0).result().orElseThrow().get("pid")::equals);
        assertThat(events).hasSize(6).startsWith(new Event.Began(0, "fine"), new Event.Ended(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit | ended with exit code 42",
                "killed | exit code 137, SIGKILL",
                "aborted | exit code 134, SIGABRT",
                "out of heap | ran out of memory"
            })
    void anEvaluationThatKillsItsForkCostsOnlyItsOwnResult(String act, String words) throws InterruptedException {
        var outcomes = run("fine", act, "fine");

        assertThat(outcomes.get(0).result()).isPresent();
        assertThat(outcomes.get(2).result()).isPresent();
        assertThat(problem(outcomes.get(1))).startsWith("<evaluation>[2]: ").contains(words);
    }

    @Test
    void aForkThatCanNotStartFailsEveryEvaluationOnce() throws InterruptedException {
        var outcomes = run("crash before the start", "fine");

        assertThat(outcomes.values())
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(problem(outcome))
                        .contains("needs a newer C library")
                        .contains("GLIBC_2.28")
                        .contains("Alpine"));
        assertThat(events).isEmpty();
    }
}
