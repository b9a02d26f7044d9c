/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTextTest {
    private static final StepRecord RECORD = new StepRecord(
            new StepKey("plot", "an id"),
            List.of(new FileDigest("dse/a\tb.csv", "ab", 3)),
            Map.of("caption", "two\nlines \\ and\ta tab\r"),
            Map.of("plugin", "1"),
            Map.of("java", "17"),
            List.of(new StepRecord.Output("figures/a.svg", "cd", 4, List.of("dse/a\tb.csv", "x"))),
            List.of(new StepRecord.Quantity("a/fp16", "5.5", List.of())),
            List.of("beware", ""));

    @Test
    void readsBackWhatItWrote() {
        assertThat(StepText.record(StepText.text(RECORD).lines().toList())).contains(RECORD);
    }

    @Test
    void whatIsCutOrOfAnotherVersionIsAbsent() {
        assertThat(StepText.record(List.of())).isEmpty();
        assertThat(StepText.record(List.of("dse-step/0", "step\ta\tb"))).isEmpty();
        assertThat(StepText.record(List.of(StepText.VERSION, "step\ta\tb", "input\tonly a name")))
                .isEmpty();
    }

    @Test
    void theCauseIsWhatDeterminesOutputsAndNothingElse() {
        assertThat(RECORD.with(new StepKey("plot", "other"))
                        .withOutputs(List.of())
                        .cause())
                .isEqualTo(RECORD.cause());
        assertThat(RECORD.with(new StepKey("other", "an id")).cause()).isNotEqualTo(RECORD.cause());
    }
}
