/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenLiesWhereTheRegionSaysAndIsGoneWhenClosed() throws IOException {
        Tensor.FileRegion second;
        try (WeightFile file = new WeightFile(100, List.of(folder), folder)) {
            file.reserve(10);
            second = file.reserve(4);
            file.map(second, 0, 4).putInt(0, 0x01020304);

            byte[] bytes = Files.readAllBytes(second.file());
            assertThat(bytes[(int) second.offset()]).isEqualTo((byte) 4);
            assertThat(second.offset()).isGreaterThanOrEqualTo(10);
        }
        assertThat(second.file()).doesNotExist();
    }

    @Test
    void afterClosingAnotherBeginsAtItsStart() {
        var file = new WeightFile(100, List.of(folder), folder);
        Tensor.FileRegion first = file.reserve(5000);
        file.close();
        Tensor.FileRegion second = file.reserve(10);

        assertThat(second.file()).exists().isNotEqualTo(first.file());
        assertThat(second.offset()).isZero();
        file.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFileOfAProcessThatIsNoMoreIsDeletedAndOthersAreNot() throws IOException {
        Path left = Files.createFile(folder.resolve("dse-weights-999999999-ab"));
        Path own = Files.createFile(
                folder.resolve("dse-weights-" + ProcessHandle.current().pid() + "-ab"));
        Path other = Files.createFile(folder.resolve("other"));

        try (var file = new WeightFile(1, List.of(folder), folder)) {
            file.reserve(1);
        }

        assertThat(left).doesNotExist();
        assertThat(own).exists();
        assertThat(other).exists();
    }
}
