/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Windows side by side and a packed copy of the weights, within 1 GiB beside the mapped files. */
class ParallelismTest {
    private static final long MIB = 1L << 20;

    @Test
    void smallModelsArePackedWhateverTheirType() {
        assertThat(Parallelism.small(12 * MIB, 12 * MIB, 20 * MIB, 2, false))
                .isEqualTo(new Parallelism(2, 1, true, true));
    }

    @Test
    void weightsThatLieInFloat32ArePackedWhereWindowsStillHaveRoom() {
        assertThat(Parallelism.small(641 * MIB, 516 * MIB, 134 * MIB, 2, true))
                .isEqualTo(new Parallelism(2, 1, true, true));
        assertThat(Parallelism.small(500 * MIB, 400 * MIB, 134 * MIB, 6, true))
                .isEqualTo(new Parallelism(2, 3, true, true));
        assertThat(Parallelism.small(710 * MIB, 700 * MIB, 134 * MIB, 2, true))
                .isEqualTo(new Parallelism(2, 1, false, true));
    }

    @Test
    void weightsThatAreWidenedAreNotCopiedOnceMore() {
        assertThat(Parallelism.small(641 * MIB, 516 * MIB, 134 * MIB, 2, false))
                .isEqualTo(new Parallelism(2, 1, false, true));
    }
}
