/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
    @TempDir
    private Path folder;

    private Corpus read(String column, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("own.jsonl"), text);
        return column.equals("text")
                ? CorpusFile.text(file, "own.jsonl")
                : CorpusFile.column(file, "own.jsonl", column);
    }

    @Test
    void eachLineIsARowAndBlankRowsAreLeftOut() throws IOException {
        Corpus corpus = read("text", """
                {"id": 1, "text": " = Title = \\n", "more": {"text": ["x"]}}
                {"text": " "}

                {"text": "\\u00e4\\ud83d\\ude00"}\r
                {"text": null}
                """);

        assertThat(corpus.text()).isEqualTo(" = Title = \n\n\n\u00e4\ud83d\ude00");
        assertThat(corpus.origin()).isEqualTo("non-blank rows of own.jsonl, joined by two line feeds");
        assertThat(corpus.warnings())
                .containsExactly("own.jsonl: 1 row has no value in column \"text\" and is left out");
        assertThat(read("page", "{\"page\": \"a\"}").text()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"texts\": \"a\"}|has no \"text\". Did you mean \"texts\"? Valid values: texts",
                "{\"text\": 1}|\"text\" is no text but a number",
                "{\"text\": [\"a\"]}|\"text\" is no text but a list",
                "{\"text\": \"a\", \"text\": \"b\"}|has \"text\" twice",
                "{\"text\": \"a\"|is no JSON object",
                "{\"text\": \"a\"} {}|is no JSON object",
                "[{\"text\": \"a\"}]|is no JSON object",
                "{'text': 'a'}|is no JSON object",
                "text|is no JSON object",
                "{\"text\": \"\\ud800x\"}|\"text\" holds half of a surrogate pair, \\ud800",
                "{\"text\": \"\\udc00\"}|\"text\" holds half of a surrogate pair, \\udc00"
            })
    void aLineThatIsNoObjectWithATextIsNamed(String line, String message) {
        assertThatThrownBy(() -> read("text", "{\"text\": \"a\"}\n" + line))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("own.jsonl:2: " + message);
    }

    @Test
    void aNestThatIsTooDeepIsNoJsonEither() {
        assertThatThrownBy(() -> read("text", "{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("own.jsonl:1: is no JSON object");
    }
}
