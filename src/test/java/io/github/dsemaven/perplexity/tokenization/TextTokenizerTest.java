/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.ReferenceData;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTokenizerTest {
    @TempDir
    static Path nativeCache;

    @TempDir
    Path folder;

    @Test
    void theReferenceTextIs404317TokensWithOneForTheBeginning() throws IOException {
        JsonObject expected = JsonParser.parseString(Files.readString(ReferenceData.path("perplexity.json")))
                .getAsJsonObject()
                .getAsJsonObject("wikitext2_test");

        TokenizedText tokens = encode(ReferenceData.path("models/tiny-llama"), referenceText(), new ChunkedEncoding());

        assertThat(tokens.length()).isEqualTo(404_317);
        assertThat(tokens.specialTokens()).isEqualTo(1);
        assertThat(Arrays.copyOf(tokens.ids(), 20)).isEqualTo(ids(expected, "first_ids"));
        assertThat(Arrays.copyOfRange(tokens.ids(), tokens.length() - 20, tokens.length()))
                .isEqualTo(ids(expected, "last_ids"));
    }

    @Test
    void piecesMakeTheSameTokensAsTheWhole() throws IOException {
        // Characters of one to four bytes, so that spans in code points differ from indices
        String text = referenceText().substring(0, 200_000).replace("the", "th\u00e9 \uD83D\uDE00 \u4e2d");
        Path model = ReferenceData.path("models/tiny-llama");

        TokenizedText whole = encode(model, text, new ChunkedEncoding());
        TokenizedText pieces = encode(model, text, new ChunkedEncoding(8_192, 1_024));

        assertThat(pieces.ids()).isEqualTo(whole.ids());
        assertThat(pieces.specialTokens()).isEqualTo(1);
    }

    @Test
    void aTextOfOneLongWordFallsBackToTheWhole() throws IOException {
        // Given a text without a place to cut: every piece splits "ababab..." in its own way
        String text = "ab".repeat(30_000);
        Path model = ReferenceData.path("models/tiny-llama");

        assertThat(encode(model, text, new ChunkedEncoding(8_192, 1_024)).ids())
                .isEqualTo(encode(model, text, new ChunkedEncoding()).ids());
    }

    @Test
    void truncationAndPaddingOfTheFileAreOff() throws IOException {
        JsonObject json = JsonParser.parseString(
                        Files.readString(ReferenceData.path("models/tiny-llama/tokenizer.json")))
                .getAsJsonObject();
        json.add(
                "truncation",
                JsonParser.parseString(
                        "{\"direction\":\"Right\",\"max_length\":8,\"strategy\":\"LongestFirst\",\"stride\":0}"));
        Files.writeString(folder.resolve("tokenizer.json"), json.toString());

        TokenizedText tokens = encode(folder, "one two three ".repeat(1_000), new ChunkedEncoding());

        assertThat(tokens.length()).isGreaterThan(3_000);
    }

    @Test
    void theTokenizerFileAloneDecidesAboutSpecialTokens() throws IOException {
        Path model = ReferenceData.path("models/tiny-llama");
        JsonObject json = JsonParser.parseString(Files.readString(model.resolve("tokenizer.json")))
                .getAsJsonObject();
        json.add("post_processor", com.google.gson.JsonNull.INSTANCE);
        Files.writeString(folder.resolve("tokenizer.json"), json.toString());
        // transformers 5 drops these two where a tokenizer.json lies beside them
        Files.writeString(
                folder.resolve("tokenizer_config.json"), "{\"add_bos_token\": true, \"add_eos_token\": true}");

        assertThat(encode(folder, "some text", new ChunkedEncoding()).specialTokens())
                .isZero();
        assertThat(encode(model, "some text", new ChunkedEncoding()).ids()[0]).isZero();
    }

    @Test
    void aMissingOrDamagedTokenizerIsNamed() throws IOException {
        assertThatThrownBy(() -> encode(folder, "text", new ChunkedEncoding()))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("models/m/tokenizer.json: does not exist. Save the tokenizer with");
        Files.writeString(folder.resolve("tokenizer.model"), "x");
        assertThatThrownBy(() -> encode(folder, "text", new ChunkedEncoding()))
                .hasMessageContaining("does not exist, only tokenizer.model does");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": ");
        assertThatThrownBy(() -> encode(folder, "text", new ChunkedEncoding()))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("models/m/tokenizer.json: can't be read as a tokenizer (");
    }

    @Test
    void aTextOfLessThanTwoTokensIsRefused() {
        Path model = ReferenceData.path("models/tiny-llama");

        assertThatThrownBy(() -> encode(model, "", new ChunkedEncoding()))
                .isInstanceOf(DseException.class)
                .hasMessage("own.txt: is 1 token(s) to the tokenizer of models/m, and at least 2 are needed. Give a"
                        + " longer text");
    }

    private static TokenizedText encode(Path model, String text, ChunkedEncoding chunks) {
        try (TextTokenizer tokenizer = TextTokenizer.open(model, "models/m", nativeCache, chunks)) {
            return tokenizer.encode(text, Place.of("own.txt"));
        }
    }

    private static String referenceText() throws IOException {
        return Files.readAllLines(ReferenceData.path("wikitext/wiki.test.raw")).stream()
                .filter(line -> !line.isBlank())
                .map(line -> line + "\n")
                .collect(Collectors.joining("\n\n"));
    }

    private static int[] ids(JsonObject json, String name) {
        int[] ids = new int[json.getAsJsonArray(name).size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = json.getAsJsonArray(name).get(i).getAsInt();
        }
        return ids;
    }
}
