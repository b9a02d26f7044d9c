/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.artifact.CsvText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that are written so that no spreadsheet runs them are read as what they were. */
class FormulaCellsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "@SUM(A1)", "-model", "+a,b", "'=x", "''=x", "plain", "'quoted'"})
    void aModelKeepsItsName(String model) throws IOException {
        String text = new CsvText(List.of("hf_model", "load_in_4bit", "load_in_8bit", "fake_q3bit", "ppl"))
                .row(model, "0", "0", "0", "5.5")
                .toString();

        var loaded =
                CsvFiles.perplexity(List.of(Csv.write(folder, "toy_ppl_results.csv", text, StandardCharsets.UTF_8)));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.tables().get(0).rows().get(0).model()).isEqualTo(model);
    }
}
