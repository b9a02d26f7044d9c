/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetChoiceTest {
    private static Evaluation of(String dataset, String... more) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("hfModel", "m", "dataset", dataset));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return Evaluation.all(List.of(new EvaluationSettings("", settings))).get(0);
    }

    @Test
    void wikitextWithoutAFileIsThatOfTheHub() {
        DatasetChoice choice = of("WikiText103", "split", "valid").dataset();

        assertThat(choice.name()).isEqualTo("wikitext103");
        assertThat(choice.source(Split.VALIDATION))
                .isEqualTo("Salesforce/wikitext:wikitext-103-raw-v1:validation:text");
        assertThat(of("wikitext2", "datasetFile", "w.parquet").dataset().hub()).isEmpty();
    }

    @Test
    void aColumnIsNamedAfterTheFile() {
        DatasetChoice choice = of("data/my own.parquet#page").dataset();

        assertThat(choice.file()).isEqualTo("data/my own.parquet");
        assertThat(choice.column()).isEqualTo("page");
        assertThat(choice.name()).isEqualTo("my_own_page");
        assertThat(choice.source(Split.TEST)).isEqualTo("data/my own.parquet#page");
        assertThat(of("data/a#b.txt").dataset().file())
                .as("no column but a name")
                .isEqualTo("data/a#b.txt");
    }

    @Test
    void aDataSetOfTheHubNamesItsSplit() {
        Evaluation evaluation = of("org/texts@v1:en:valid:page");

        assertThat(evaluation.split()).isEqualTo(Split.VALIDATION);
        assertThat(evaluation.dataset().hub()).contains(new HubText("org/texts@v1", "en", "page"));
        assertThat(evaluation.dataset().name()).isEqualTo("org_texts_v1_en_page");
        assertThat(of("org/texts::test:text").dataset().name()).isEqualTo("org_texts");
        assertThat(of("Salesforce/wikitext:wikitext-2-raw-v1:train:text")
                        .dataset()
                        .name())
                .isEqualTo("wikitext2");
        assertThatThrownBy(() -> of("org/texts::test:text", "split", "train"))
                .isInstanceOf(DseException.class)
                .hasMessage("<split>: is not that of \"org/texts::test:text\". Remove <split>");
    }

    @Test
    void whatIsWrittenOtherwiseIsRefusedWithTheForm() {
        for (String wrong : List.of("org/texts:en:test", "org/texts:en:test:", ":en:test:text", "a:b:test:c:d")) {
            assertThatThrownBy(() -> of(wrong))
                    .isInstanceOf(DseException.class)
                    .hasMessageStartingWith("<dataset>: \"" + wrong + "\" is no column of a data set. Write"
                            + " organization/name:configuration:split:column, such as");
        }
        assertThatThrownBy(() -> of("org/texts:en:tset:text"))
                .hasMessageStartingWith("<dataset>: unknown split \"tset\". Did you mean \"test\"?");
    }

    @Test
    void variantsWithMaskedWordsAreRefusedWithTheReason() {
        assertThatThrownBy(() -> of("Salesforce/wikitext:wikitext-2-v1:test:text"))
                .isInstanceOf(DseException.class)
                .hasMessage("<dataset>: \"wikitext-2-v1\" has <unk> in place of every rare word. Use the raw variant,"
                        + " wikitext-2-raw-v1 or wikitext-103-raw-v1, which wikitext2 and wikitext103 stand for");
        assertThatThrownBy(() -> of("wikitext-103-v1")).hasMessageContaining("Use the raw variant");
        assertThatThrownBy(() -> of("wikitext-103-raw-v1"))
                .hasMessageContaining("Did you mean \"wikitext103\" instead of \"wikitext-103-raw-v1\"?");
    }

    @Test
    void twoColumnsOfOneFileAreTwoTexts() {
        var first = new EvaluationSettings("<evaluation>[1]", Map.of("hfModel", "m", "dataset", "a/x.parquet#page"));
        var second = new EvaluationSettings("<evaluation>[2]", Map.of("hfModel", "m", "dataset", "a/x.parquet#url"));
        var other = new EvaluationSettings("<evaluation>[3]", Map.of("hfModel", "m", "dataset", "b/x.parquet#page"));

        assertThat(Evaluation.all(List.of(first, second))).hasSize(2);
        assertThatThrownBy(() -> Evaluation.all(List.of(first, other)))
                .hasMessage(
                        "<evaluation>[3] <dataset>: \"b/x.parquet#page\" and \"a/x.parquet#page\" would both be reported"
                                + " as x_page. Give the files different names");
    }
}
