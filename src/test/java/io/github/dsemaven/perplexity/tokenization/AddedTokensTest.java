/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer of 258 entries, of which 0 and 1 are special, with more tokens in the files beside it. */
class AddedTokensTest {
    private static final String TEXT = "one<|im_start|>two<|im_end|>";

    @TempDir
    static Path nativeCache;

    @TempDir
    Path folder;

    private List<String> warnings = List.of();

    @BeforeEach
    void aTokenizer() throws IOException {
        Files.copy(Path.of("src/test/resources/byte-llama/tokenizer.json"), folder.resolve("tokenizer.json"));
    }

    private int[] ids(String text) {
        try (TextTokenizer tokenizer = TextTokenizer.open(folder, "models/m", nativeCache)) {
            warnings = tokenizer.warnings();
            return tokenizer.encode(text, Place.of("own.txt")).ids();
        }
    }

    private void write(String name, String json) throws IOException {
        Files.writeString(folder.resolve(name), json.replace('\'', '"'));
    }

    private void isSplit(int start, int end) {
        int[] ids = ids(TEXT);
        assertThat(ids).hasSize(1 + 3 + 1 + 3 + 1);
        assertThat(List.of(ids[4], ids[8])).containsExactly(start, end);
    }

    @Test
    void withoutThemTheyAreBytes() {
        assertThat(ids(TEXT)).hasSize(1 + TEXT.length());
        assertThat(warnings).isEmpty();
    }

    @Test
    void theDecoderOfTokenizerConfigAddsThemInTheOrderOfTheirIds() throws IOException {
        write(
                "tokenizer_config.json",
                "{'added_tokens_decoder':{'259':{'content':'<|im_end|>'},'258':{'content':'<|im_start|>','special':true},"
                        + "'0':{'content':'<s>','special':true}},'eos_token':'<|im_end|>'}");

        isSplit(258, 259);
        assertThat(warnings).isEmpty();
    }

    @Test
    void eachGetsTheNextIdWhateverTheFileSays() throws IOException {
        write(
                "tokenizer_config.json",
                "{'added_tokens_decoder':{'258':{'content':'<|im_start|>'}," + "'300':{'content':'<|im_end|>'}}}");

        isSplit(258, 259);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("<|im_end|> the id 300")
                .contains("is 259");
    }

    @Test
    void addedTokensJsonAddsThem() throws IOException {
        write("added_tokens.json", "{'<|im_end|>':259,'<|im_start|>':258}");

        isSplit(258, 259);
    }

    @Test
    void specialTokensMapAddsThem() throws IOException {
        write(
                "special_tokens_map.json",
                "{'additional_special_tokens':['<|im_start|>'],'eos_token':{'content':'<|im_end|>','lstrip':false}}");

        // Named ones come before the additional ones
        isSplit(259, 258);
    }

    @Test
    void whereThereIsADecoderTheOlderFilesAreNotRead() throws IOException {
        write("tokenizer_config.json", "{'added_tokens_decoder':{'258':{'content':'<|im_start|>'}}}");
        write("added_tokens.json", "{'<|im_end|>':259}");
        write("special_tokens_map.json", "{'eos_token':'<|im_end|>'}");

        assertThat(ids(TEXT)).hasSize(1 + 3 + 1 + 3 + "<|im_end|>".length()).contains(258);
    }

    @Test
    void optionsOfATokenHold() throws IOException {
        write(
                "tokenizer_config.json",
                "{'added_tokens_decoder':{'258':{'content':'<x>','lstrip':true,'rstrip':true}}}");

        assertThat(ids("a  <x>  b")).hasSize(1 + 3);
    }

    @Test
    void aTokenOfTheFileItselfTakesTheOptionsThatAreGivenBesideIt() throws IOException {
        write(
                "tokenizer_config.json",
                "{'added_tokens_decoder':{'1':{'content':'</s>','special':true,'lstrip':true,'normalized':false}}}");

        assertThat(ids("a  </s>")).hasSize(1 + 2).endsWith(1);
    }

    @Test
    void specialTokensOfTheModelsOwnAreAdded() throws IOException {
        write(
                "tokenizer_config.json",
                "{'image_token':'<|im_end|>','extra_special_tokens':{'a_token':'<|im_start|>'}}");

        isSplit(259, 258);
    }

    @Test
    void whatCantBeReadIsNamed() throws IOException {
        write("tokenizer_config.json", "{'added_tokens_decoder':{'x':{'content':'<x>'}}}");
        refused("tokenizer_config.json: key \"added_tokens_decoder\" has the id x");
        write("tokenizer_config.json", "{'added_tokens_decoder':{'258':'<x>'}}");
        refused("tokenizer_config.json: key \"added_tokens_decoder\" is not an object with a content");
        write("tokenizer_config.json", "{'added_tokens_decoder':null}");
        refused("key \"added_tokens_decoder\" is not an object");
        write("tokenizer_config.json", "{'split_special_tokens':true}");
        refused("key \"split_special_tokens\" is not false");
        write("tokenizer_config.json", "[]");
        refused("tokenizer_config.json: is not a JSON object");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> ids(TEXT)).isInstanceOf(DseException.class).hasMessageContaining(message);
    }

    @Test
    void dropoutIsOff() throws IOException {
        String json = Files.readString(folder.resolve("tokenizer.json"));
        int[] expected = ids("The quick brown fox jumps over the lazy dog.");
        Files.writeString(folder.resolve("tokenizer.json"), json.replace("\"dropout\": null", "\"dropout\": 0.9"));

        assertThat(ids("The quick brown fox jumps over the lazy dog.")).isEqualTo(expected);
        assertThat(warnings).singleElement().asString().contains("dropout");
    }
}
