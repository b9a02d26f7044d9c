/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.exchange.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final List<String> lines = new ArrayList<>();
    private final Log log = new Log() {
        @Override
        public void info(String message) {
            lines.add("INFO " + message);
        }

        @Override
        public void warn(String message) {
            lines.add("WARN " + message);
        }

        @Override
        public void warnOfMachine(String message) {
            lines.add("MACHINE " + message);
        }

        @Override
        public void debug(String message) {
            lines.add("DEBUG " + message);
        }
    };
    private long millis;

    private long nanoTime() {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static Event advanced(long windows) {
        return new Event.Advanced(0, windows, 780, 8123.5, Math.log(21.3333), 75.4);
    }

    @Test
    void aLogGetsAtMostOneLineInTenSeconds() {
        ProgressLog progress = new ProgressLog(log, this::nanoTime);
        progress.accept(new Event.Began(0, "tiny 4bit"));
        for (int i = 1; i <= 780; i++) {
            millis += 50;
            progress.accept(advanced(i));
        }

        // 39 seconds: at 10, 20 and 30.
        assertThat(lines)
                .containsExactly(
                        "INFO tiny 4bit",
                        "INFO   200 of 780 windows, 8.1 k tokens/s, perplexity 21.33 so far, 1:15 left",
                        "INFO   400 of 780 windows, 8.1 k tokens/s, perplexity 21.33 so far, 1:15 left",
                        "INFO   600 of 780 windows, 8.1 k tokens/s, perplexity 21.33 so far, 1:15 left");
    }

    @Test
    void aQuickEvaluationLeavesNoProgressInALog() {
        ProgressLog progress = new ProgressLog(log, this::nanoTime);
        for (int evaluation = 0; evaluation < 5; evaluation++) {
            progress.accept(new Event.Began(evaluation, "evaluation " + evaluation));
            millis += 6000;
            progress.accept(advanced(300));
            progress.accept(new Event.Ended(evaluation));
        }

        assertThat(lines).hasSize(5).allMatch(line -> line.startsWith("INFO evaluation"));
    }

    @Test
    void notesKeepTheirLevel() {
        ProgressLog progress = new ProgressLog(log, this::nanoTime);
        for (Event.Level level : Event.Level.values()) {
            progress.accept(new Event.Noted(level, "note"));
        }

        assertThat(lines).containsExactly("DEBUG note", "INFO note", "WARN note", "MACHINE note");
    }

    @Test
    void aTerminalShowsABarThatIsErasedBeforeAnythingElse() {
        var bytes = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(log, new PrintStream(bytes, true, StandardCharsets.UTF_8), this::nanoTime);

        bar.accept(advanced(390));
        millis += 100;
        bar.accept(advanced(391));
        bar.accept(new Event.Noted(Event.Level.WARN, "note"));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[K[==========          ] 390 of 780 windows, 8.1 k tokens/s, "
                        + "perplexity 21.33 so far, 1:15 left\r\u001b[K");
        assertThat(lines).containsExactly("WARN note");
    }

    @Test
    void longRunsAreToldInHours() {
        assertThat(ProgressText.of(new Event.Advanced(0, 1, 10_000, 412, Math.log(123456), 3723)))
                .isEqualTo("1 of 10000 windows, 412 tokens/s, perplexity 1.235e+05 so far, 1:02:03 left");
    }
}
