/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.artifact.Sha256;
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
            List.of(new StepRecord.Output("figures/a.svg", Sha256.of("a"), 4, List.of("dse/a\tb.csv", "x"))),
            List.of(new StepRecord.Quantity("a/fp16", "5.5", List.of())),
            List.of("beware", ""));

    @Test
    void readsBackWhatItWrote() {
        assertThat(StepText.record(StepText.text(RECORD))).contains(RECORD);
    }

    @Test
    void whatIsCutOrOfAnotherVersionIsAbsent() {
        assertThat(StepText.record("")).isEmpty();
        assertThat(StepText.record("dse-step/0\nstep\ta\tb\n")).isEmpty();
        assertThat(StepText.record(StepText.VERSION + "\nstep\ta\tb\ninput\tonly a name\n"))
                .isEmpty();
    }

    @Test
    void anOutputWhoseDigestIsNoneIsNoOutput() {
        String text = StepText.text(RECORD).replace(Sha256.of("a"), "../../elsewhere");
        assertThat(StepText.record(text)).isEmpty();
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
