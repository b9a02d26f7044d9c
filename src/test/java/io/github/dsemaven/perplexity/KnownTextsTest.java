/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.ReferenceData;
import io.github.dsemaven.perplexity.dataset.Corpus;
import io.github.dsemaven.perplexity.dataset.CorpusFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KnownTextsTest {
    private static final String TEST = "c5b5caea5bd655cb221545a484f2f0f59d35092a17a66840d7b9513d0b99687d";

    private static TextFacts text(String sha256, long bytes, long words) {
        return new TextFacts("rows", sha256, bytes, words, 10, 1);
    }

    @Test
    void theTestSplitIsKnownByItsDigest() {
        assertThat(KnownTexts.is("wikitext2", Split.TEST, text(TEST, 1_293_436, 241_211)))
                .isTrue();
        assertThat(KnownTexts.is("wikitext103", Split.TEST, text(TEST, 1_293_436, 241_211)))
                .isTrue();
        assertThat(KnownTexts.is("wikitext2", Split.TEST, text("00", 1_293_436, 241_211)))
                .isFalse();
        assertThat(KnownTexts.is("wikitext2", Split.VALIDATION, text(TEST, 1_293_436, 241_211)))
                .isFalse();
        assertThat(KnownTexts.name(text(TEST, 1_293_436, 241_211))).contains("the test split of wikitext2");
    }

    @Test
    void otherSplitsAreKnownByTheirWordsAndBytes() {
        assertThat(KnownTexts.is("wikitext103", Split.VALIDATION, text("00", 1_149_168, 213_886)))
                .isTrue();
        assertThat(KnownTexts.is("wikitext2", Split.VALIDATION, text("00", 1_149_169, 213_886)))
                .isFalse();
        assertThat(KnownTexts.is("wikitext2", Split.TRAIN, text("00", 10_962_377, 2_051_910)))
                .isTrue();
        assertThat(KnownTexts.is("wikitext103", Split.TRAIN, text("00", 10_962_377, 2_051_910)))
                .isFalse();
        assertThat(KnownTexts.name(text("00", 5, 3))).isEmpty();
    }

    @Test
    void aFileCalledAsADataSetIsNotTakenForIt() {
        assertThat(new DatasetChoice("wikitext2", "data/own.raw", true).asFile().name())
                .isEqualTo("own");
        assertThat(new DatasetChoice("wikitext2", "data/WikiText2.txt", true)
                        .asFile()
                        .name())
                .isEqualTo("WikiText2-other");
    }

    @Test
    void theReferenceTextIsTheTestSplit() {
        Path file = ReferenceData.path("wikitext/wiki.test.raw");
        Corpus corpus = CorpusFile.wikitext(file, "wiki.test.raw", "test");
        assertThat(KnownTexts.is("wikitext2", Split.TEST, text(corpus.sha256(), corpus.utf8Bytes(), corpus.words())))
                .isTrue();
    }
}
