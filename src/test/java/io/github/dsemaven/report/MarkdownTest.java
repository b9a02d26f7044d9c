/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void nothingInATextBecomesMarkup() {
        assertThat(Markdown.escape("![x](http://a.b)")).isEqualTo("!\\[x\\](http:\u200B//a.b)");
        assertThat(Markdown.escape("`rm` *b* _c_ ~~d~~ $e$ a|b \\"))
                .isEqualTo("\\`rm\\` \\*b\\* \\_c\\_ \\~\\~d\\~\\~ \\$e\\$ a\\|b \\\\");
        assertThat(Markdown.escape("<img src=x> &lt;")).isEqualTo("&lt;img src=x&gt; &amp;lt;");
        assertThat(Markdown.escape("a\n\n# b\u001B[0m")).isEqualTo("a\\\\u000a\\\\u000a# b\\\\u001b\\[0m");
    }

    @Test
    void nobodyAndNothingIsReferredTo() {
        assertThat(Markdown.escape("@torvalds a@b.c")).isEqualTo("@\u200Btorvalds a@\u200Bb.c");
        assertThat(Markdown.escape("org/repo#12 GH-3 www.a.b")).isEqualTo("org/repo#\u200B12 GH-\u200B3 www.\u200Ba.b");
        assertThat(Markdown.html("<b>@user")).isEqualTo("&lt;b&gt;@\u200Buser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "+ a", "# a", "> a", "=== a", "1. a", "12) a", "    a"})
    void aLineIsAParagraph(String line) {
        assertThat(Markdown.line(line)).doesNotContainPattern("^\\s*([-+#>=]|[0-9]+[.)])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Llama-3-8B-Instruct-q4f16-MLC", "5.43 (4.9 to 5.1)", "-1", "C# and F#", "a: b", "é 模型"})
    void readsAsBefore(String text) {
        assertThat(Markdown.escape(text)).isEqualTo(text);
    }
}
