/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
    @TempDir
    Path folder;

    @Test
    void problemsArriveAsTheyWereFound() {
        List<Problem> problems = List.of(
                new Problem(Place.cell("a.csv", 3, "ppl"), "is \"x\"", "Write a number"),
                Problem.at(Place.of("model"), "is empty"));

        Outcome.writeProblems(folder.resolve("o.json"), problems);

        assertThat(Outcome.read(folder.resolve("o.json"))).contains(Outcome.failed(problems));
    }

    @Test
    void aResultKeepsEveryDigit() {
        Outcome.writeResult(folder.resolve("o.json"), Map.of("nll", List.of(0.1, 1e-17, 722.0679999999999)));

        var result =
                Outcome.read(folder.resolve("o.json")).orElseThrow().result().orElseThrow();

        assertThat(result.getAsJsonArray("nll").asList())
                .extracting(e -> e.getAsDouble())
                .containsExactly(0.1, 1e-17, 722.0679999999999);
    }

    @Test
    void aFileThatIsMissingOrCutShortIsNoOutcome() throws IOException {
        Files.writeString(folder.resolve("cut.json"), "{\"result\": {\"nll\": [");

        assertThat(Outcome.read(folder.resolve("cut.json"))).isEmpty();
        assertThat(Outcome.read(folder.resolve("none.json"))).isEmpty();
    }
}
