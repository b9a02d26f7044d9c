/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CudaPlacementTest {
    @Test
    void operatorsOnTheCpuAreNamedAndShapeArithmeticIsNot() {
        String profile = """
                [{"cat":"Session","name":"session_initialization","dur":1},
                 {"cat":"Node","name":"TopK_1_kernel_time","args":{"op_name":"TopK","provider":"CPUExecutionProvider"}},
                 {"cat":"Node","name":"TopK_2_kernel_time","args":{"op_name":"TopK","provider":"CPUExecutionProvider"}},
                 {"cat":"Node","name":"Shape_1_kernel_time","args":{"op_name":"Shape","provider":"CPUExecutionProvider"}},
                 {"cat":"Node","name":"Add_1_fence_before","args":{"op_name":"Add"}},
                 {"cat":"Node","name":"Add_1_kernel_time","args":{"op_name":"Add","provider":"CUDAExecutionProvider"}}]
                """;

        assertThat(CudaPlacement.onCpu(profile)).isEqualTo(Map.of("TopK", 2));
    }
}
