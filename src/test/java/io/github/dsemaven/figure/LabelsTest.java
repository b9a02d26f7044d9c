/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.designspace.RowFilter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "8, 8",
        "512, 512",
        "1024, 1K",
        "4096, 4K",
        "131072, 128K",
        "1048576, 1M",
        "5000, 5000",
        "3072, 3K",
        "-1, -1"
    })
    void powersOfTwoAreShort(long value, String label) {
        assertThat(Labels.number(value)).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sliding_window_size<=0; no sliding window",
                "sliding_window_size>0; with a sliding window",
                "attention_sink_size=0; no attention sink",
                "max_batch_size=8; max batch size 8",
                "prefill_chunk_size>=2048; prefill chunk >= 2K",
                "sliding_window_size=-1; sliding window off",
                "device=gpu:0; device gpu:0"
            })
    void conditionsAreWords(String condition, String words) {
        assertThat(Labels.condition(
                        RowFilter.parse("<filter>", condition).conditions().get(0)))
                .isEqualTo(words);
    }

    @Test
    void listsAreSentences() {
        assertThat(Labels.list(List.of())).isEmpty();
        assertThat(Labels.list(List.of("a"))).isEqualTo("a");
        assertThat(Labels.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }

    @Test
    void memoryIsInBinaryUnits() {
        assertThat(Unit.of("gpu_mem_total_mb", 511)).isEqualTo(new Unit("MiB", 1));
        assertThat(Unit.of("gpu_mem_total_mb", 512)).isEqualTo(new Unit("GiB", 1.0 / 1024));
        assertThat(Unit.of("last_finished_request_ttft_s", 2)).isEqualTo(new Unit("s", 1));
        assertThat(Unit.of("decode_tokens_per_s", 0.5)).isEqualTo(new Unit("tokens/s", 1));
    }
}
