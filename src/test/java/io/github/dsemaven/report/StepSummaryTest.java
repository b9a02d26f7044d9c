/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSummaryTest {
    @TempDir
    Path folder;

    @Test
    void appendsToWhatIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("summary"), "before\n");

        var why = new StepSummary(file.toString()).append(content());

        assertThat(why).isEmpty();
        assertThat(file).content().startsWith("before\n## Toy");
    }

    @Test
    void aMissingFolderIsSaidAndFailsNothing() {
        var why = new StepSummary(folder.resolve("no/such/x").toString()).append(content());

        assertThat(why).hasValueSatisfying(text -> assertThat(text).contains("GITHUB_STEP_SUMMARY", "no/such/x"));
        assertThat(new StepSummary(folder.toString()).append(content())).isPresent();
        assertThat(new StepSummary("a\u0000b").append(content())).isPresent();
    }

    @Test
    void aFullFileIsLeftAlone() throws IOException {
        Path file = Files.write(folder.resolve("summary"), new byte[1 << 20]);

        assertThat(new StepSummary(file.toString()).append(content())).isPresent();
        assertThat(file).hasSize(1 << 20);
    }

    private ReportContent content() {
        return new SmallExploration(folder.resolve("project")).made(1, 5).content();
    }
}
