/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.hub.HubSettings.Downloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSplitTest {
    private static final RepositoryId WIKITEXT =
            RepositoryId.parse(RepositoryId.Kind.DATASET, "Salesforce/wikitext").orElseThrow();
    private static final String STEM = "wikitext-103-raw-v1/train-0000";

    @TempDir
    private Path folder;

    private FakeHub server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeHub();
        server.kind = "datasets";
        server.name = "Salesforce/wikitext";
        for (String config : List.of("wikitext-103-raw-v1", "wikitext-103-v1", "wikitext-2-raw-v1", "wikitext-2-v1")) {
            for (String split : List.of("test", "validation")) {
                put(config + "/" + split + "-00000-of-00001.parquet");
            }
            put(config + "/train-00000-of-00002.parquet");
            put(config + "/train-00001-of-00002.parquet");
        }
        put("README.md");
    }

    private void put(String name) {
        server.files.put(name, name.repeat(50).getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Hub hub(Downloads downloads) {
        return new Hub(
                new HubSettings(
                        server.address(),
                        Optional.empty(),
                        new HubCache(folder),
                        downloads,
                        uri -> ProxyRoute.DIRECT,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(1)),
                Log.silent());
    }

    private static SplitName split(String config, String... words) {
        return new SplitName(config, List.of(words), List.of());
    }

    @Test
    void allFilesOfASplitAreDownloadedAndNoOthersAndThenTakenFromTheCache() throws IOException {
        // When
        SplitFiles train = hub(Downloads.ALLOWED).split(WIKITEXT, split("wikitext-103-raw-v1", "train"));

        // Then
        assertThat(train.names()).containsExactly(STEM + "0-of-00002.parquet", STEM + "1-of-00002.parquet");
        assertThat(train.paths().get(1)).hasBinaryContent(server.files.get(STEM + "1-of-00002.parquet"));
        assertThat(train.snapshot().names()).isEqualTo(train.names());
        assertThat(train.snapshot().folder())
                .isEqualTo(folder.resolve("datasets--Salesforce--wikitext/snapshots")
                        .resolve(server.commit));
        server.requests.clear();
        assertThat(hub(Downloads.NEVER)
                        .split(WIKITEXT, split("wikitext-103-raw-v1", "train"))
                        .paths())
                .isEqualTo(train.paths());
        assertThat(server.requests).isEmpty();
    }

    @Test
    void offlineTheMissingFileIsNamedWithTheCommandThatFetchesIt() throws IOException {
        // Given
        Hub hub = hub(Downloads.HUB_OFFLINE);
        var test = new SplitName(
                "wikitext-2-raw-v1", List.of("test"), List.of("wikitext-2-raw-v1/test-00000-of-00001.parquet"));

        // Then
        assertThatThrownBy(() -> hub.split(WIKITEXT, test))
                .isInstanceOf(DseException.class)
                .hasMessage(
                        "Salesforce/wikitext: lacks wikitext-2-raw-v1/test-00000-of-00001.parquet in the cache "
                                + folder
                                + ", and nothing is downloaded: HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set. Fetch it where there"
                                + " is a network: hf download --repo-type dataset Salesforce/wikitext"
                                + " wikitext-2-raw-v1/test-00000-of-00001.parquet, or set <datasetFile> or <dataset> to a file");
        SplitFiles train = hub(Downloads.ALLOWED).split(WIKITEXT, split("wikitext-103-raw-v1", "train"));
        Files.delete(train.paths().get(1));
        server.requests.clear();
        assertThatThrownBy(() -> hub.split(WIKITEXT, split("wikitext-103-raw-v1", "train")))
                .hasMessageContaining("lacks " + STEM + "1-of-00002.parquet in the cache")
                .hasMessageNotContaining(STEM + "0-of");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void aSplitThatIsNotThereIsNamedWithWhatIs() {
        assertThatThrownBy(() -> hub(Downloads.ALLOWED).split(WIKITEXT, split("wikitext-2-raw", "test")))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith(
                        "Salesforce/wikitext: has no Parquet or JSON Lines file of the split test of the"
                                + " configuration wikitext-2-raw at revision main, only"
                                + " wikitext-103-raw-v1/test-00000-of-00001.parquet, ")
                .hasMessageContaining(" and 8 more. Check configuration and split")
                .hasMessageContaining("Salesforce/wikitext@refs/convert/parquet:configuration:split:column");
    }

    @Test
    void filesAreToldByTheCustomsOfTheHub() {
        var names = List.of(
                "README.md",
                "c/c-test.parquet",
                "c/c-train.parquet",
                "data/test-00000-of-00001.parquet",
                "en/test/0000.parquet",
                "en/test/0001.parquet",
                "en/train/0000.parquet",
                "fr/latest.jsonl",
                "fr/dev.jsonl",
                "test_extra/a.parquet");

        assertThat(split("c", "test").files(names, WIKITEXT)).containsExactly("c/c-test.parquet");
        assertThat(split("default", "test").files(names, WIKITEXT)).containsExactly("data/test-00000-of-00001.parquet");
        assertThat(split("en", "test").files(names, WIKITEXT))
                .containsExactly("en/test/0000.parquet", "en/test/0001.parquet");
        assertThat(split("fr", "test").files(names, WIKITEXT)).isEmpty();
        assertThat(split("fr", "validation", "dev").files(names, WIKITEXT)).containsExactly("fr/dev.jsonl");
        assertThatThrownBy(() -> split("x", "test").files(List.of("x/a-test.parquet", "x/b-test.parquet"), WIKITEXT))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("Salesforce/wikitext: has several files that could be the split test of the"
                        + " configuration x: x/a-test.parquet, x/b-test.parquet. Fetch the file with hf download");
    }
}
