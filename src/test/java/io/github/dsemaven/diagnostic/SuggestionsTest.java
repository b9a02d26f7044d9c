/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final List<String> SCHEMES = List.of("fp16", "q4f16_0", "q4f16_1", "q4f32_1");

    @Test
    void aNearMissIsSuggestedBesideTheValidValues() {
        assertThat(Suggestions.validValues("q4f16-1", SCHEMES))
                .isEqualTo("Did you mean \"q4f16_1\"? Valid values: fp16, q4f16_0, q4f16_1, q4f32_1");
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertThat(Suggestions.validValues("gguf", SCHEMES)).isEqualTo("Valid values: fp16, q4f16_0, q4f16_1, q4f32_1");
        assertThat(Suggestions.nearest("FP16", SCHEMES)).contains("fp16");
        assertThat(Suggestions.nearest("drak", List.of("light", "dark"))).contains("dark");
    }

    @Test
    void aMissingModelIsAskedForByElementAndProperty() {
        assertThat(Suggestions.HF_MODEL_MISSING)
                .isEqualTo("Set <hfModel> to a folder with config.json, tokenizer.json and *.safetensors, or"
                        + " -Ddse.hfModel=FOLDER on the command line");
    }

    @Test
    void textsAndTokenizersThatCantBeReadAreAskedForInAFormThatCan() {
        assertThat(Suggestions.NOT_UTF8).isEqualTo("Save the text as UTF-8");
        assertThat(Suggestions.TEXT_FILE)
                .isEqualTo("Give an existing text file; relative paths start at the project's folder");
        assertThat(Suggestions.WIKITEXT_FILE)
                .isEqualTo(
                        "Set <datasetFile> to wiki.test.raw (or wiki.valid.raw, wiki.train.raw) or to the distributed"
                                + " wikitext-2-raw-v1.zip or wikitext-103-raw-v1.zip");
        assertThat(Suggestions.ZIP_AS_TEXT)
                .isEqualTo("Unpack it, or for WikiText set <dataset> to wikitext2 or wikitext103 and <datasetFile> to"
                        + " the zip");
        assertThat(Suggestions.TEXT_TOO_SHORT).isEqualTo("Give a longer text");
        assertThat(Suggestions.TOKENIZER_MISSING)
                .isEqualTo("Save the tokenizer with AutoTokenizer.from_pretrained(MODEL).save_pretrained(FOLDER) from"
                        + " Python's transformers, which writes tokenizer.json");
        assertThat(Suggestions.TOKENIZER_DAMAGED).isEqualTo("Copy or download the file again");
    }

    @Test
    void aWeightThatIsNotFiniteMayNeedAWiderType() {
        assertThat(Suggestions.WEIGHT_NOT_FINITE)
                .isEqualTo("Check the checkpoint, or use a scheme or dtype with a wider range such as q4bf16_1 or"
                        + " float32");
    }
}
