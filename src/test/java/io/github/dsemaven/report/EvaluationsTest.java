/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationsTest {
    @TempDir
    Path folder;

    private static String evaluation(boolean lowMemory, double perplexity) {
        return """
                {"hf_model": "toy", "quantization": "4bit", "protocol": "source", "max_length": 128, "stride": 64,
                 "split": "test", "device": "cuda", "dtype": "float16", "low_memory": %s, "ppl": %s}
                """.formatted(lowMemory, perplexity);
    }

    @Test
    void evaluationsThatDifferInLowMemoryOnlyAreTwo() {
        Path details = SmallExploration.write(
                folder.resolve("toytext_ppl_details.json"),
                "{\"evaluations\": [" + evaluation(true, 6.001) + "," + evaluation(false, 6) + ","
                        + evaluation(true, 6.002) + "]}");

        List<Evaluation> evaluations = Evaluations.read(List.of(details), List.of());

        assertThat(evaluations)
                .extracting(Evaluation::name, Evaluation::device, Evaluation::perplexity)
                .containsExactly(
                        tuple("toytext/toy/4bit", "cuda float16, low memory", 6.001),
                        tuple("toytext/toy/4bit (source, 128/64, test, cuda float16)", "cuda float16", 6.0),
                        tuple(
                                "toytext/toy/4bit (source, 128/64, test, cuda float16, low memory)",
                                "cuda float16, low memory",
                                6.002));
    }
}
