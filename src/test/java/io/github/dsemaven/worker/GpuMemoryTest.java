/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GpuMemoryTest {
    @Test
    void theDriversAnswerIsInMebibytes() {
        assertThat(GpuMemory.parse("81079, 81559\n")).contains(new GpuMemory(81079L << 20, 81559L << 20));
    }

    @Test
    void anyOtherAnswerSaysNothing() {
        assertThat(GpuMemory.parse("No devices were found\n")).isEmpty();
        assertThat(GpuMemory.parse("")).isEmpty();
    }
}
