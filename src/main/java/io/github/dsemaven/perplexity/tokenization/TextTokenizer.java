/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.dsemaven.artifact.StandIn;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's own tokenizer, run by the Rust library behind transformers.
 *
 * <p>Special tokens are those of {@code tokenizer.json}'s post-processor and no others. So it is in transformers 5: where a
 * {@code tokenizer.json} lies beside it, {@code add_bos_token} and {@code add_eos_token} of {@code tokenizer_config.json} are
 * dropped before the tokenizer is built. Tokens that only the files beside it name are added as there. Truncation and padding that the file asks for are off, as in a plain call there.
 * The rest of the file is used as it is too, as MLC-LLM does, where transformers 5 rebuilds normalizer and pre-tokenizer for some
 * classes of {@code tokenizer_config.json}.
 *
 * <p>Not safe for use by several threads; close it.
 */
public final class TextTokenizer implements AutoCloseable {
    /** Never truncate (the library's default is 512 tokens), never pad. */
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private final TokenizerFile file;
    private final HuggingFaceTokenizer tokenizer;
    private final String shown;
    private final ChunkedEncoding chunks;
    private final List<String> warnings = new ArrayList<>();

    private TextTokenizer(TokenizerFile file, HuggingFaceTokenizer tokenizer, String shown, ChunkedEncoding chunks) {
        this.file = file;
        this.tokenizer = tokenizer;
        this.shown = shown;
        this.chunks = chunks;
    }

    /**
     * Opens {@code tokenizer.json} of a model folder.
     *
     * @param shown the folder as the user named it, for errors
     * @param nativeCache folder into which the library's native part is unpacked
     * @throws DseException when there is none or it can't be read
     */
    public static TextTokenizer open(Path modelFolder, String shown, Path nativeCache) {
        return open(modelFolder, shown, nativeCache, new ChunkedEncoding());
    }

    static TextTokenizer open(Path modelFolder, String shown, Path nativeCache, ChunkedEncoding chunks) {
        Path file = modelFolder.resolve("tokenizer.json");
        StandIn.refuse(file, shown + "/tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw missing(modelFolder, shown);
        }
        keepToItself(nativeCache);
        try {
            TokenizerFile own = TokenizerFile.read(file, shown + "/tokenizer.json");
            AddedTokens.Listed more = AddedTokens.of(modelFolder, shown, own.added());
            try (InputStream in = own.with(more.tokens())) {
                var tokenizer = new TextTokenizer(own, HuggingFaceTokenizer.newInstance(in, OPTIONS), shown, chunks);
                tokenizer.warn(more);
                return tokenizer;
            }
        } catch (DseException e) {
            throw e;
        } catch (EngineException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DseException(
                    Place.of("tokenizers"),
                    "the native library of the tokenizer can't be loaded (" + cause.getMessage() + ")",
                    Suggestions.runAgain());
        } catch (IOException | RuntimeException e) {
            throw new DseException(
                    Place.of(shown + "/tokenizer.json"),
                    "can't be read as a tokenizer (" + firstLine(e) + ")",
                    Suggestions.TOKENIZER_DAMAGED);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private void warn(AddedTokens.Listed more) {
        if (file.dropout() != 0) {
            warnings.add(shown + "/tokenizer.json: \"dropout\" of its model is " + file.dropout()
                    + ", which leaves out merges at random for training; it is off here");
        }
        for (AddedToken token : more.tokens()) {
            long[] ids = encodeAlone(token.content());
            int listed = more.ids().getOrDefault(token.content(), -1);
            if (listed >= 0 && ids.length == 1 && ids[0] != listed) {
                warnings.add(shown + ": the files beside tokenizer.json give the token " + token.content() + " the id "
                        + listed + ", but the next free one is " + ids[0] + ", which it gets as in transformers");
            }
        }
    }

    private long[] encodeAlone(String text) {
        return tokenizer.encode(text, false, false).getIds();
    }

    /** What the user should know of how the files of the tokenizer were read. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * The ids of a text.
     *
     * @param source the text's file as the user named it, for the error
     * @throws DseException when there are fewer than two, so that nothing could be scored
     */
    public TokenizedText encode(String text, Place source) {
        TokenizedText tokens = tokens(text);
        if (tokens.length() < 2) {
            throw new DseException(
                    source,
                    "is " + tokens.length() + " token(s) to the tokenizer of " + shown + ", and at least 2 are needed",
                    Suggestions.TEXT_TOO_SHORT);
        }
        return tokens;
    }

    private TokenizedText tokens(String text) {
        try {
            return chunks.encode(text, this::encodeWhole);
        } catch (RuntimeException e) {
            // The native library throws nothing more special for what it can't encode.
            throw new DseException(
                    Place.of(shown + "/tokenizer.json"),
                    absentUnknownToken()
                            .map(token -> "names the unknown token " + token + " (unk_token of its model), which its"
                                    + " vocabulary lacks, and the text has something unknown")
                            .orElse("fails on the text (" + firstLine(e) + ")"),
                    Suggestions.TOKENIZER_FAILS);
        }
    }

    private Optional<String> absentUnknownToken() {
        try {
            return file.absentUnknownToken();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A token as text, for messages. */
    public String text(int id) {
        return tokenizer.decode(new long[] {id}, false);
    }

    /** Version of the library, for the record. */
    public String version() {
        return tokenizer.getVersion();
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private Encoding encodeWhole(String text) {
        return tokenizer.encode(text, true, false);
    }

    /** The library takes its settings from system properties only: no usage tracking, no download, no search for a GPU build. */
    private static void keepToItself(Path nativeCache) {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
        System.setProperty("ENGINE_CACHE_DIR", nativeCache.toString());
        System.setProperty("DJL_CACHE_DIR", nativeCache.toString());
    }

    private static DseException missing(Path folder, String shown) {
        boolean sentencePiece = Files.isRegularFile(folder.resolve("tokenizer.model"));
        return new DseException(
                Place.of(shown + "/tokenizer.json"),
                sentencePiece ? "does not exist, only tokenizer.model does" : "does not exist",
                Suggestions.TOKENIZER_MISSING);
    }
}
