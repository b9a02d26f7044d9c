/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model's own tokenizer, run by the Rust library behind transformers.
 *
 * <p>Special tokens are those of {@code tokenizer.json}'s post-processor and no others. So it is in transformers 5: where a
 * {@code tokenizer.json} lies beside it, {@code add_bos_token} and {@code add_eos_token} of {@code tokenizer_config.json} are
 * dropped before the tokenizer is built. Truncation and padding that the file asks for are off, as in a plain call there.
 * The rest of the file is used as it is too, as MLC-LLM does, where transformers 5 rebuilds normalizer and pre-tokenizer for some
 * classes of {@code tokenizer_config.json}.
 *
 * <p>Not safe for use by several threads; close it.
 */
public final class TextTokenizer implements AutoCloseable {
    /** Never truncate (the library's default is 512 tokens), never pad. */
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final String shown;
    private final ChunkedEncoding chunks;

    private TextTokenizer(HuggingFaceTokenizer tokenizer, String shown, ChunkedEncoding chunks) {
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
        if (!Files.isRegularFile(file)) {
            throw missing(modelFolder, shown);
        }
        keepToItself(nativeCache);
        try (InputStream in = Files.newInputStream(file)) {
            return new TextTokenizer(HuggingFaceTokenizer.newInstance(in, OPTIONS), shown, chunks);
        } catch (EngineException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DseException(
                    Place.of("tokenizers"),
                    "the native library of the tokenizer can't be loaded (" + cause.getMessage() + ")",
                    Suggestions.runAgain());
        } catch (IOException | RuntimeException e) {
            throw new DseException(
                    Place.of(shown + "/tokenizer.json"),
                    "can't be read as a tokenizer (" + e.getMessage() + ")",
                    Suggestions.TOKENIZER_DAMAGED);
        }
    }

    /**
     * The ids of a text.
     *
     * @param source the text's file as the user named it, for the error
     * @throws DseException when there are fewer than two, so that nothing could be scored
     */
    public TokenizedText encode(String text, Place source) {
        TokenizedText tokens = chunks.encode(text, this::encodeWhole);
        if (tokens.length() < 2) {
            throw new DseException(
                    source,
                    "is " + tokens.length() + " token(s) to the tokenizer of " + shown + ", and at least 2 are needed",
                    Suggestions.TEXT_TOO_SHORT);
        }
        return tokens;
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
