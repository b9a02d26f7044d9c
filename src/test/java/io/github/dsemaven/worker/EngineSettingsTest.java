/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingsTest {
    @ParameterizedTest
    @CsvSource({"1.28.1, false", "1.29.0, true", "1.30.0-dev, true", "2.0.0, true", "0.99.0, false"})
    void gatedOperatorsAreUsedWhereTheVersionHasThem(String version, boolean gated) {
        var settings = new EngineSettings(OptionalInt.of(0), DType.F16, AttentionKernel.GROUP_QUERY, 1, 4);

        assertThat(settings.graph(version, false, false).gated()).isEqualTo(gated);
    }

    @Test
    void theCpuHasNone() {
        assertThat(EngineSettings.cpu(1, 1).graph("1.29.0", false, false).gated())
                .isFalse();
        assertThat(new EngineSettings(OptionalInt.empty(), DType.F16, AttentionKernel.GROUP_QUERY, 1, 4)
                        .graph("1.29.0", false, false)
                        .gated())
                .isFalse();
    }

    @Test
    void weightsAreRestoredUnlessLowMemoryIsAskedFor() {
        EngineSettings settings = EngineSettings.cpu(2, 3);

        assertThat(settings.lowMemory()).isFalse();
        assertThat(settings.withLowMemory(true).lowMemory()).isTrue();
        assertThat(settings.withLowMemory(true)
                        .withAttention(AttentionKernel.STANDARD)
                        .lowMemory())
                .isTrue();
    }
}
