/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.hub.HubSettings.Downloads;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetPlacesTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final Place PLACE = Place.of("<dataset>");

    @TempDir
    private Path folder;

    private DatasetPlaces places;

    @BeforeEach
    void noNetwork() {
        HubSettings settings = HubSettings.of(
                        Map.of("HF_HUB_CACHE", folder.resolve("hub").toString()), folder)
                .withDownloads(Downloads.MAVEN_OFFLINE);
        places = new DatasetPlaces(folder, settings, Log.silent());
    }

    private static Evaluation of(String dataset, String... more) {
        var settings = new java.util.LinkedHashMap<>(Map.of("hfModel", "m", "dataset", dataset));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return Evaluation.all(List.of(new EvaluationSettings("", settings))).get(0);
    }

    private List<String> fetch(Evaluation evaluation) {
        return places.fetch(evaluation.dataset(), evaluation.split(), PLACE);
    }

    private Path cached(String repository, String name) throws IOException {
        Path kept = folder.resolve("hub").resolve(repository);
        Files.createDirectories(kept.resolve("refs"));
        Files.writeString(kept.resolve("refs/main"), COMMIT);
        Path file = kept.resolve("snapshots").resolve(COMMIT).resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "PAR1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"datasets--Salesforce--wikitext", "datasets--wikitext"})
    void wikitextIsTakenFromTheCacheUnderItsNewAndItsOldName(String repository) throws IOException {
        // Given
        Path test = cached(repository, "wikitext-2-raw-v1/test-00000-of-00001.parquet");
        Path valid = cached(repository, "wikitext-103-raw-v1/validation-00000-of-00001.parquet");

        // Then
        assertThat(fetch(of("wikitext2"))).containsExactly(test.toString());
        assertThat(fetch(of("wikitext103", "split", "valid"))).containsExactly(valid.toString());
        assertThat(places.known(of("wikitext2").dataset(), of("wikitext2").split()))
                .containsExactly(test);
        assertThat(places.commit(of("wikitext2").dataset(), of("wikitext2").split()))
                .contains(COMMIT);
        assertThat(fetch(of("Salesforce/wikitext:wikitext-2-raw-v1:test:text"))).containsExactly(test.toString());
    }

    @Test
    void offlineEachMissingFileIsNamed() {
        assertThatThrownBy(() -> fetch(of("wikitext103", "split", "train")))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith(
                        "<dataset>: Salesforce/wikitext lacks wikitext-103-raw-v1/train-00000-of-00002.parquet,"
                                + " wikitext-103-raw-v1/train-00001-of-00002.parquet in the cache ")
                .hasMessageContaining("Maven is offline (-o)")
                .hasMessageContaining("hf download --repo-type dataset Salesforce/wikitext"
                        + " wikitext-103-raw-v1/train-00000-of-00002.parquet"
                        + " wikitext-103-raw-v1/train-00001-of-00002.parquet");
    }

    @Test
    void anyDataSetIsFoundByConfigurationAndSplit() throws IOException {
        Path file = cached("datasets--org--texts", "data/validation.jsonl");

        assertThat(fetch(of("org/texts::validation:page"))).containsExactly(file.toString());
        assertThatThrownBy(() -> fetch(of("org/texts/deep::test:page")))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith(
                        "<dataset>: \"org/texts/deep\" is no name on the hub. Write organization/name:");
    }

    @Test
    void aFileOfTheUsersIsNotLookedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("wiki.test.raw"), "a");

        Evaluation evaluation = of("wikitext2", "datasetFile", "wiki.test.raw");
        assertThat(fetch(evaluation)).isEmpty();
        assertThat(places.known(evaluation.dataset(), evaluation.split())).containsExactly(file);
        assertThat(places.commit(evaluation.dataset(), evaluation.split())).isEmpty();
    }
}
