/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.exchange.LossRecords;
import io.github.dsemaven.perplexity.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NllJournalTest {
    private static final List<Window> WINDOWS =
            List.of(new Window(0, 0, 4, 1, 3), new Window(1, 2, 6, 4, 2), new Window(2, 4, 8, 6, 2));
    private static final float[][] LOSSES = {{1, 2, 3}, {4, 5}, {6, 7}};
    private static final Cause CAUSE = new Cause(Map.of("text", "a"));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aFinishedJournal() throws IOException {
        file = folder.resolve("kept/a.nll");
        score();
    }

    /** Scores what a journal lacks, as an evaluation does; says at which window that began. */
    private int score() throws IOException {
        try (NllJournal journal = NllJournal.open(file, CAUSE, WINDOWS)) {
            for (int i = journal.completed(); i < WINDOWS.size(); i++) {
                journal.append(LOSSES[i]);
            }
            return journal.completed();
        }
    }

    @Test
    void whatIsWholeIsTakenUpWithItsSum() throws IOException {
        assertThat(NllJournal.completed(file, CAUSE, WINDOWS)).isEqualTo(3);
        try (NllJournal journal = NllJournal.open(file, CAUSE, WINDOWS)) {
            assertThat(journal.completed()).isEqualTo(3);
            assertThat(journal.sum()).isEqualTo(28);
        }
    }

    @Test
    void aJournalOfAnotherCauseIsBegunAnew() throws IOException {
        Cause other = new Cause(Map.of("text", "b"));

        assertThat(NllJournal.completed(file, other, WINDOWS)).isZero();
        try (NllJournal journal = NllJournal.open(file, other, WINDOWS)) {
            assertThat(journal.completed()).isZero();
        }
    }

    @Test
    void aFlippedBitCostsItsRecordAndThoseAfterIt() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int second = whole.length - 2 * LossRecords.length(2);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);

            int completed = NllJournal.completed(file, CAUSE, WINDOWS);

            assertThat(completed)
                    .isLessThan(3)
                    .isEqualTo(bit / 8 < second ? 0 : bit / 8 < second + LossRecords.length(2) ? 1 : 2);
            assertThat(score()).isEqualTo(completed);
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void atEveryLengthWhatIsWholeIsKeptAndTheRestScoredAgain() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            score();

            assertThat(file).hasBinaryContent(whole);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 7));
        score();
        assertThat(file).hasBinaryContent(whole);
    }

    /** Not even where both are whole: a record stands for its place. */
    @Test
    void twoRecordsThatWereSwappedAreFound() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int length = LossRecords.length(2);
        byte[] swapped = whole.clone();
        System.arraycopy(whole, whole.length - length, swapped, whole.length - 2 * length, length);
        System.arraycopy(whole, whole.length - 2 * length, swapped, whole.length - length, length);
        Files.write(file, swapped);

        assertThat(NllJournal.completed(file, CAUSE, WINDOWS)).isEqualTo(1);
    }

    @Test
    void aLinkIsReplacedAndNotWrittenThrough() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "precious");
        Files.delete(file);
        Files.createSymbolicLink(file, outside);

        assertThat(NllJournal.completed(file, CAUSE, WINDOWS)).isZero();
        assertThat(score()).isZero();

        assertThat(outside).hasContent("precious");
        assertThat(file).isRegularFile();
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }
}
