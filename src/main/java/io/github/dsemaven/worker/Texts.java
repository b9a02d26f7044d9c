/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.TextFacts;
import io.github.dsemaven.perplexity.dataset.Corpus;
import io.github.dsemaven.perplexity.tokenization.TextTokenizer;
import io.github.dsemaven.perplexity.tokenization.TokenizedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts as token ids, each tokenized once for all evaluations that share model folder, data set and split. */
final class Texts {
    private final Path nativeCache;
    private final Map<Key, Text> texts = new HashMap<>();

    /**
     * @param nativeCache where the tokenizer's native library is unpacked
     */
    Texts(Path nativeCache) {
        this.nativeCache = nativeCache;
    }

    private record Key(String hfModel, String dataset, String file, String split) {}

    /**
     * A tokenized text.
     *
     * @param tokenizer version of the tokenizer's library
     * @param last text of the token with the largest id
     * @param warnings what the user should know of how text and tokenizer were read
     */
    record Text(TextFacts facts, TokenizedText tokens, String tokenizer, String last, List<String> warnings) {}

    /** The text of an evaluation. */
    Text of(Evaluation evaluation) {
        Key key = new Key(
                evaluation.modelFolder(),
                evaluation.dataset().name(),
                evaluation.dataset().file(),
                evaluation.split().text());
        Text known = texts.get(key);
        if (known == null) {
            known = GivenFile.within(evaluation.dataset().file(), () -> read(evaluation));
            texts.put(key, known);
        }
        return known;
    }

    private Text read(Evaluation evaluation) {
        Corpus corpus = evaluation.corpus(Path.of(""));
        try (var tokenizer = TextTokenizer.open(Path.of(evaluation.modelFolder()), evaluation.hfModel(), nativeCache)) {
            TokenizedText tokens = tokenizer.encode(
                    corpus.text(), Place.of(evaluation.dataset().file()));
            TextFacts facts = new TextFacts(
                    corpus.origin(),
                    corpus.sha256(),
                    corpus.utf8Bytes(),
                    corpus.words(),
                    tokens.length(),
                    tokens.specialTokens());
            List<String> warnings = new ArrayList<>(corpus.warnings());
            warnings.addAll(tokenizer.warnings());
            return new Text(facts, tokens, tokenizer.version(), tokenizer.text(tokens.largest()), warnings);
        }
    }
}
