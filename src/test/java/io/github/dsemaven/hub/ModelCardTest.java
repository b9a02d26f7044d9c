/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
    @TempDir
    Path folder;

    @Test
    void namesOneModel() throws IOException {
        assertThat(card("---\nlicense: mit\nbase_model: org/Name-1B\n---\ntext"))
                .contains("org/Name-1B");
        assertThat(card("---\r\nbase_model: 'org/Name-1B'\r\n---\r\n")).contains("org/Name-1B");
        assertThat(card("---\nbase_model:\n- org/Name-1B\ntags:\n- x\n---\n")).contains("org/Name-1B");
    }

    @Test
    void guessesNothing() throws IOException {
        assertThat(card("")).isEmpty();
        assertThat(card("base_model: org/Name-1B\n")).isEmpty();
        assertThat(card("---\nlicense: mit\n---\nbase_model: org/Name-1B\n")).isEmpty();
        assertThat(card("---\nbase_model:\n- org/a\n- org/b\n---\n")).isEmpty();
        assertThat(card("---\nbase_model: [org/a, org/b]\n---\n")).isEmpty();
        assertThat(card("---\nbase_model: ../x\n---\n")).isEmpty();
        assertThat(card("---\nbase_model:\n")).isEmpty();
    }

    private Optional<String> card(String text) throws IOException {
        return ModelCard.baseModel(Files.writeString(folder.resolve("README.md"), text));
    }
}
