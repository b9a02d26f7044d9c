/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MentionedTest {
    @TempDir
    Path base;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(base.resolve("a.csv"), "");
        Files.writeString(base.resolve("a, b.csv"), "");
    }

    private Place place(String message) {
        return Mentioned.place(message, base);
    }

    @Test
    void theFileThatAMessageBeginsWithIsItsPlace() {
        assertThat(place("a.csv: 3 empty cells")).isEqualTo(Place.of("a.csv"));
        assertThat(place("a.csv:12, column x: 3 empty cells")).isEqualTo(Place.line("a.csv", 12));
        assertThat(place("a.csv, b.csv, c.csv and 8 more: are odd")).isEqualTo(Place.of("a.csv"));
        assertThat(place("a, b.csv: has a comma")).isEqualTo(Place.of("a, b.csv"));
    }

    @Test
    void aMessageOfNoFileHasNoPlace() {
        assertThat(place("lowMemory changes nothing for fp16: it has no form of few bits"))
                .isEqualTo(Place.of(""));
        assertThat(place("gone.csv: is not there")).isEqualTo(Place.of(""));
        assertThat(place("")).isEqualTo(Place.of(""));
    }
}
