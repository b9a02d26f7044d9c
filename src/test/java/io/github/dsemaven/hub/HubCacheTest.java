/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubCacheTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/a, -, -, -, /a",
                "-, /b, -, -, /b",
                "-, -, /c, -, /c/hub",
                "-, -, -, /d, /d/huggingface/hub",
                "-, -, -, -, /home/u/.cache/huggingface/hub",
                "~/x, -, -, -, /home/u/x",
                "$SCRATCH/hub, -, -, -, /scratch/hub",
                "${SCRATCH}/hub, -, -, -, /scratch/hub",
                "$UNKNOWN/hub, -, -, -, $UNKNOWN/hub"
            })
    void liesWhereTheEnvironmentSays(String cache, String old, String home, String xdg, String expected) {
        // Given
        var environment = new java.util.HashMap<String, String>(Map.of("SCRATCH", "/scratch"));
        put(environment, "HF_HUB_CACHE", cache);
        put(environment, "HUGGINGFACE_HUB_CACHE", old);
        put(environment, "HF_HOME", home);
        put(environment, "XDG_CACHE_HOME", xdg);

        // Then
        assertThat(HubCache.of(environment, Path.of("/home/u")).folder()).isEqualTo(Path.of(expected));
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    @Test
    void findsABranchATagAndACommit() throws IOException {
        // Given
        Path repository = Files.createDirectories(folder.resolve("models--org--name"));
        Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
        Files.createDirectories(repository.resolve("refs/refs/pr"));
        Files.writeString(repository.resolve("refs/main"), COMMIT + "\n");
        Files.writeString(repository.resolve("refs/refs/pr/1"), COMMIT);

        // Then
        assertThat(find("org/name")).isPresent();
        assertThat(find("org/name@refs/pr/1")).isPresent();
        assertThat(find("org/name@" + COMMIT)).map(Snapshot::commit).contains(COMMIT);
        assertThat(find("org/name@v2")).isEmpty();
        assertThat(find("org/other")).isEmpty();
        assertThat(HubCache.ofRepositoryFolder(repository))
                .map(Snapshot::commit)
                .contains(COMMIT);
    }

    @Test
    void takesTheOnlySnapshotOfAFolderWithoutReferences() throws IOException {
        // Given
        Path repository = Files.createDirectories(folder.resolve("models--gpt2"));
        Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));

        // Then
        assertThat(HubCache.ofRepositoryFolder(repository)).isPresent();
        Files.createDirectories(repository.resolve("snapshots").resolve("f".repeat(40)));
        assertThat(HubCache.ofRepositoryFolder(repository)).isEmpty();
    }

    @Test
    void followsLinksInTwoHopsButNotOutOfTheCache() throws IOException {
        // Given
        Path repository = Files.createDirectories(folder.resolve("cache/models--org--name"));
        Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
        Path shared = Files.createDirectories(folder.resolve("cache/blobs/ab"));
        Files.writeString(shared.resolve("x"), "content");
        Files.createDirectories(repository.resolve("blobs"));
        Files.createSymbolicLink(repository.resolve("blobs/e"), Path.of("../../blobs/ab/x"));
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/e"));
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(snapshot.resolve("tokenizer.json"), folder.resolve("secret"));
        Files.createSymbolicLink(snapshot.resolve("gone.json"), Path.of("../../blobs/gone"));
        var found = new Snapshot(
                RepositoryId.parse(RepositoryId.Kind.MODEL, "org/name").orElseThrow(), COMMIT, snapshot);

        // Then
        assertThat(found.file("config.json")).isPresent();
        assertThat(found.file("gone.json")).isEmpty();
        assertThat(found.names()).containsExactly("config.json", "tokenizer.json");
        assertThatThrownBy(() -> found.file("tokenizer.json"))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("leads out of the cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b/c",
                "../a",
                "a/..",
                "org/na--me",
                "/abs",
                "a b",
                "org/",
                "/name",
                "org/name@",
                "org/name@../x",
                "org/name@a//b",
                "org\\name",
                "org/name@.git",
                "-x/y",
                "~/models",
                "$HOME/x",
                "org/name@x/.."
            })
    void noNameOfARepository(String text) {
        assertThat(RepositoryId.parse(RepositoryId.Kind.MODEL, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"org/name", "gpt2", "meta-llama/Meta-Llama-3-8B", "org/na.me_1-x@v1.0", "a/b@refs/pr/3"})
    void aNameOfARepository(String text) {
        assertThat(RepositoryId.parse(RepositoryId.Kind.MODEL, text))
                .map(RepositoryId::toString)
                .contains(text);
    }

    @Test
    void aTokenIsNeverShown() throws IOException {
        // Given
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve(".cache/huggingface"));
        Files.writeString(home.resolve(".cache/huggingface/token"), "hf_file\n");

        // When
        Optional<AccessToken> ofFile = AccessToken.of(Map.of(), home);
        Optional<AccessToken> ofVariable = AccessToken.of(Map.of("HF_TOKEN", "hf_variable"), home);

        // Then
        assertThat(ofFile.orElseThrow().header()).isEqualTo("Bearer hf_file");
        assertThat(ofVariable.orElseThrow().header()).isEqualTo("Bearer hf_variable");
        assertThat(HubSettings.of(Map.of("HF_TOKEN", "hf_variable"), home).toString())
                .doesNotContain("hf_variable");
        assertThat(AccessToken.of(Map.of("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"), home))
                .isEmpty();
        assertThatThrownBy(() -> AccessToken.of(Map.of("HF_TOKEN", "a\r\nX: y"), home))
                .isInstanceOf(DseException.class)
                .hasMessageNotContaining("X: y");
    }

    private Optional<Snapshot> find(String name) {
        return new HubCache(folder)
                .find(RepositoryId.parse(RepositoryId.Kind.MODEL, name).orElseThrow());
    }
}
