/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.DatasetChoice;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.TextFacts;
import io.github.dsemaven.perplexity.dataset.Corpus;
import io.github.dsemaven.perplexity.tokenization.TextTokenizer;
import io.github.dsemaven.perplexity.tokenization.TokenizedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts as token ids, each tokenized once for all evaluations that share model folder, data set and split, as long as those
 * used since then are not too many.
 */
final class Texts {
    /** Ids that are kept, besides those of the text in use: 32 MiB. */
    static final long MOST_IDS = 8L << 20;

    private final Path nativeCache;
    /** In the order of their last use. */
    private final Map<Key, Text> texts = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param nativeCache where the tokenizer's native library is unpacked
     */
    Texts(Path nativeCache) {
        this.nativeCache = nativeCache;
    }

    private record Key(String hfModel, DatasetChoice text, String split) {}

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
                evaluation.dataset(),
                evaluation.split().text());
        Text known = texts.get(key);
        if (known == null) {
            known = GivenFile.within(source(evaluation), () -> read(evaluation));
            texts.put(key, known);
            forget(texts.values(), MOST_IDS);
        }
        return known;
    }

    /**
     * Leaves texts out, the first ones first, until the others have so few ids, but never the last one.
     *
     * @param texts changed
     */
    static void forget(Collection<Text> texts, long most) {
        long ids = texts.stream().mapToLong(text -> text.tokens().length()).sum();
        Iterator<Text> first = texts.iterator();
        for (int left = texts.size(); left > 1 && ids > most; left--) {
            ids -= first.next().tokens().length();
            first.remove();
        }
    }

    private Text read(Evaluation evaluation) {
        Corpus corpus = evaluation.corpus(Path.of(""));
        try (var tokenizer = TextTokenizer.open(Path.of(evaluation.modelFolder()), evaluation.hfModel(), nativeCache)) {
            TokenizedText tokens = tokenizer.encode(corpus.text(), Place.of(source(evaluation)));
            TextFacts facts = new TextFacts(
                    corpus.origin(),
                    corpus.sha256(),
                    corpus.utf8Bytes(),
                    corpus.words(),
                    tokens.length(),
                    tokens.specialTokens(),
                    digests(evaluation.dataset()));
            List<String> warnings = new ArrayList<>(corpus.warnings());
            warnings.addAll(tokenizer.warnings());
            return new Text(facts, tokens, tokenizer.version(), tokenizer.text(tokens.largest()), warnings);
        }
    }

    private static String source(Evaluation evaluation) {
        return evaluation.dataset().source(evaluation.split());
    }

    /** Of files that Maven's own process can't read or that lie in the hub's cache, so that it can tell whether they changed. */
    private static Map<String, String> digests(DatasetChoice text) {
        Map<String, String> digests = new LinkedHashMap<>();
        if (text.hub().isPresent() || text.parquet(Path.of(""))) {
            for (Path file : text.sources(Path.of(""))) {
                try {
                    digests.put(file.getFileName().toString(), Sha256.of(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return digests;
    }
}
