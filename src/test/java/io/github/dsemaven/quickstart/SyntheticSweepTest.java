/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SyntheticSweepTest {
    private static final Path FOLDER = Path.of("src/it/quickstart/dse");

    /** To regenerate: run {@link SyntheticSweep#main} with the folder. */
    @TestFactory
    java.util.stream.Stream<DynamicTest> theQuickstartHoldsExactlyWhatTheGeneratorWrites() {
        return SyntheticSweep.files().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey(),
                        () -> assertThat(FOLDER.resolve(file.getKey()))
                                .hasBinaryContent(file.getValue().getBytes(StandardCharsets.UTF_8))));
    }
}
