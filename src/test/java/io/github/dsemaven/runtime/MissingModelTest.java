/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingModelTest {
    @TempDir
    Path folder;

    private String problem(String model) {
        return new MissingModel(folder.resolve("project"), folder.resolve("hub"))
                .problem(model, Place.of("<hfModel>"))
                .map(Object::toString)
                .orElse("");
    }

    @Test
    void aNameOfTheHubSaysWhatWasLookedForAndWhere() {
        assertThat(problem("org/Name-1B"))
                .startsWith("<hfModel>: \"org/Name-1B\" does not exist: there is no folder "
                        + folder.resolve("project/org/Name-1B")
                        + " and no models--org--Name-1B in the Hugging Face cache "
                        + folder.resolve("hub"))
                .contains("hf download org/Name-1B");
    }

    @Test
    void aModelOfTheCacheIsPointedTo() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("hub/models--org--Name-1B/snapshots/abc"));
        Files.createDirectories(folder.resolve("hub/models--org--Name-1B/refs"));
        Files.writeString(folder.resolve("hub/models--org--Name-1B/refs/main"), "abc\n");

        assertThat(problem("org/Name-1B")).contains("The Hugging Face cache has it: set <hfModel> to " + kept);
    }

    @Test
    void aPathIsLookedForAsOneOnly() {
        assertThat(problem("models/deep/folder"))
                .contains("there is no folder " + folder.resolve("project/models/deep/folder"))
                .doesNotContain("cache");
    }

    @Test
    void whatExistsIsNoProblem() throws IOException {
        Files.createDirectories(folder.resolve("project/org"));
        Files.createSymbolicLink(folder.resolve("project/org/name"), Path.of("nowhere"));

        assertThat(problem("org/name")).isEmpty();
        assertThat(problem(folder.toString())).isEmpty();
    }
}
