/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PomFileTest {
    @TempDir
    private Path folder;

    private static String pom(String declaration) {
        return declaration + "<project>\n  <modelVersion>4.0.0</modelVersion>\n  <name>Größe</name>\n</project>\n";
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
        "windows-1252, <?xml version='1.0' encoding = 'windows-1252' standalone='yes'?>",
        "UTF-8, <?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "UTF-8, ''",
        "UTF-8, \ufeff",
        "UTF-16LE, \ufeff<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
        "UTF-16BE, <?xml version=\"1.0\" encoding=\"UTF-16\"?>"
    })
    void initKeepsTheEncodingThatThePomDeclares(String charset, String declaration) throws IOException {
        String before = pom(declaration);
        Path file = Files.write(folder.resolve("pom.xml"), before.getBytes(Charset.forName(charset)));
        Files.write(folder.resolve(".gitignore"), "# größe\ntarget/\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(new Starter(folder, "1.0").write())
                .contains(
                        "pom.xml: added dse-maven-plugin with the goal report",
                        ".gitignore ignores target already: left as it is");

        String after = new String(Files.readAllBytes(file), Charset.forName(charset));
        assertThat(after).contains("<name>Größe</name>", "<artifactId>dse-maven-plugin</artifactId>");
        assertThat(after.substring(0, before.indexOf("</project>")))
                .isEqualTo(before.substring(0, before.indexOf("</project>")));
    }

    @Test
    void anEncodingThatIsNotTheDeclaredOneIsToldAndThePomLeftAlone() throws IOException {
        byte[] latin1 = pom("").getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("pom.xml"), latin1);

        assertThatThrownBy(() -> new Starter(folder, "1.0").write())
                .isInstanceOf(DseException.class)
                .hasMessageContaining("pom.xml: is not UTF-8, as it should be");
        assertThat(file).hasBinaryContent(latin1);

        Files.writeString(file, pom("<?xml version=\"1.0\" encoding=\"klingon\"?>"));
        assertThatThrownBy(() -> new Starter(folder, "1.0").write())
                .hasMessageContaining("pom.xml:1: declares the encoding klingon, which Java does not have");
    }
}
