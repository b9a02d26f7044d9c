/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelNamesTest {
    @Test
    void schemesOfOneFamilyAreCalledByTheirScheme() {
        ModelNames names = ModelNames.of(List.of("Tiny-2-1B-it-q0f16-MLC", "Tiny-2-1B-it-q4f16_1-MLC"), Map.of());

        assertThat(names.family()).isEqualTo("Tiny-2-1B-it");
        assertThat(names.label("Tiny-2-1B-it-q4f16_1-MLC")).isEqualTo("q4f16_1");
    }

    @Test
    void namesAreNotCutWithinAVersionOrSize() {
        ModelNames names = ModelNames.of(List.of("Tiny-2-1B-q0f16-MLC", "Tiny-3-1B-q0f16-MLC"), Map.of());

        assertThat(names.family()).isEmpty();
        assertThat(names.label("Tiny-2-1B-q0f16-MLC")).isEqualTo("Tiny-2-1B-q0f16");
    }

    @Test
    void aNameGivenWinsAndOneModelKeepsItsName() {
        assertThat(ModelNames.of(List.of("A-q0-MLC", "A-q4-MLC"), Map.of("A-q4-MLC", "four bits"))
                        .labels())
                .containsEntry("A-q4-MLC", "four bits")
                .containsEntry("A-q0-MLC", "A-q0");
        assertThat(ModelNames.of(List.of("A-q0-MLC"), Map.of()).label("A-q0-MLC"))
                .isEqualTo("A-q0");
    }

    @Test
    void namesThatWouldBeTheSameStayWhole() {
        assertThat(ModelNames.of(List.of("A-q0", "A-q0-MLC"), Map.of()).labels())
                .containsEntry("A-q0", "A-q0")
                .containsEntry("A-q0-MLC", "A-q0-MLC");
    }
}
