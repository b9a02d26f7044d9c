/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void writesElementsAndLeavesEmptyAttributesOut() {
        var text = new StringBuilder();

        new Markup(text)
                .open("g", "class", "a \"b\"", "id", "")
                .element("t", "<&>")
                .empty("p", "d", "M1 2")
                .close("g");

        assertThat(text).hasToString("<g class=\"a &quot;b&quot;\"><t>&lt;&amp;&gt;</t><p d=\"M1 2\"/></g>");
    }

    /** Every char there is, alone and in an attribute: pairs stay, what XML can't hold is written out. */
    @Test
    void everyCharacterGivesADocument() throws Exception {
        for (int block = 0; block <= Character.MAX_VALUE; block += 0x100) {
            var all = new StringBuilder();
            for (int c = block; c < block + 0x100; c++) {
                all.append((char) c).append('.');
            }
            String content = all.append("\uD83E\uDD99").toString();
            var xml = new StringBuilder();
            new Markup(xml).element("t", content, "a", content);

            var parsed = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.toString().getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();

            assertThat(parsed.getTextContent()).endsWith("🦙");
            assertThat(parsed.getAttribute("a")).endsWith("🦙");
        }
    }
}
