/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {
    @Test
    void onlyTheFirstGoalOfABuildBegins() {
        List<String> begun = new ArrayList<>();
        var preparation = new Preparation();

        preparation.begin(() -> begun.add("plot-memory"));
        preparation.begin(() -> begun.add("plot-quant"));

        assertThat(begun).containsExactly("plot-memory");
    }
}
