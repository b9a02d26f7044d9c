/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.hub.HubSettings.Downloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPlacesTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final Place PLACE = Place.of("<hfModel>");

    @TempDir
    Path folder;

    private Path project;
    private ModelPlaces places;

    @BeforeEach
    void project() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        HubSettings settings = HubSettings.of(
                        Map.of("HF_HUB_CACHE", folder.resolve("hub").toString()), folder)
                .withDownloads(Downloads.MAVEN_OFFLINE);
        places = new ModelPlaces(project, settings, Log.silent());
    }

    @Test
    void aFolderOfTheProjectComesBeforeAName() throws IOException {
        // Given
        Path model = Files.createDirectories(project.resolve("org/name"));
        cached("models--org--name");

        // Then
        assertThat(places.fetch("org/name", PLACE)).isEqualTo(model);
        assertThat(places.commit("org/name")).isEmpty();
        assertThat(places.fetch(folder.toString(), PLACE)).isEqualTo(folder);
    }

    @Test
    void aLinkThatLeadsNowhereIsLeftToThoseWhoReadIt() throws IOException {
        // Given
        Files.createDirectories(project.resolve("org"));
        Path link = Files.createSymbolicLink(project.resolve("org/name"), Path.of("nowhere"));

        // Then
        assertThat(places.fetch("org/name", PLACE)).isEqualTo(link);
    }

    @Test
    void aNameIsFoundInTheCacheWithItsCommit() throws IOException {
        // Given
        Path snapshot = cached("models--org--Name-1B");

        // Then
        assertThat(places.fetch("org/Name-1B", PLACE)).isEqualTo(snapshot);
        assertThat(places.fetch("org/Name-1B@" + COMMIT, PLACE)).isEqualTo(snapshot);
        assertThat(places.known("org/Name-1B")).isEqualTo(snapshot);
        assertThat(places.commit("org/Name-1B")).contains(COMMIT);
    }

    @Test
    void aFolderOfTheCacheStandsForItsSnapshot() throws IOException {
        // Given
        Path snapshot = cached("models--org--Name-1B");

        // Then
        assertThat(places.fetch(folder.resolve("hub/models--org--Name-1B").toString(), PLACE))
                .isEqualTo(snapshot);
    }

    @Test
    void aNameThatIsNowhereSaysWhatWasLookedForAndWhere() {
        assertThatThrownBy(() -> places.fetch("org/Name-1B", PLACE))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("<hfModel>: \"org/Name-1B\" does not exist: there is no folder "
                        + project.resolve("org/Name-1B"))
                .hasMessageContaining("is not in the cache " + folder.resolve("hub"))
                .hasMessageContaining("Maven is offline (-o)")
                .hasMessageContaining("hf download org/Name-1B");
    }

    @Test
    void aMisspeltPathIsNoRequest() throws IOException {
        // Given
        Files.createDirectories(project.resolve("models"));

        // Then
        for (String path : new String[] {"models/tiny-lama", "models/deep/folder", "./x", "tiny-llama", "../x"}) {
            assertThatThrownBy(() -> places.fetch(path, PLACE))
                    .isInstanceOf(DseException.class)
                    .hasMessageContaining("there is no folder")
                    .hasMessageNotContaining("on the hub ");
        }
    }

    private Path cached(String repository) throws IOException {
        Path kept = folder.resolve("hub").resolve(repository);
        Path snapshot = Files.createDirectories(kept.resolve("snapshots").resolve(COMMIT));
        Files.createDirectories(kept.resolve("refs"));
        Files.writeString(kept.resolve("refs/main"), COMMIT);
        for (String name : new String[] {"config.json", "tokenizer.json", "model.safetensors"}) {
            Files.writeString(snapshot.resolve(name), "{}");
        }
        return snapshot;
    }
}
