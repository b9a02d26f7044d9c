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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {
    private static final RepositoryId MODEL =
            RepositoryId.parse(RepositoryId.Kind.MODEL, "org/model").orElseThrow();

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();
    private FakeHub server;
    private byte[] weights;

    @BeforeEach
    void start() throws IOException {
        server = new FakeHub();
        weights = new byte[100_000];
        new Random(1).nextBytes(weights);
        server.files.put("config.json", "{}".getBytes(StandardCharsets.UTF_8));
        server.files.put("tokenizer.json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        server.files.put("tokenizer_config.json", "{\"b\":1}".getBytes(StandardCharsets.UTF_8));
        server.files.put("model.safetensors", weights);
        server.files.put("pytorch_model.bin", new byte[2000]);
        server.files.put("README.md", new byte[10]);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void downloadsWhatIsNeededIntoTheLayoutOfTheHubsOwnTools() throws IOException {
        // When
        Snapshot snapshot = hub(Downloads.ALLOWED).model(MODEL);

        // Then
        Path repository = folder.resolve("models--org--model");
        assertThat(snapshot.folder()).isEqualTo(repository.resolve("snapshots").resolve(server.commit));
        assertThat(names(snapshot.folder()))
                .containsExactly("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json");
        assertThat(repository.resolve("refs/main")).hasContent(server.commit);
        Path link = snapshot.folder().resolve("model.safetensors");
        assertThat(Files.readSymbolicLink(link).toString())
                .isEqualTo("../../blobs/" + FakeHub.digest("SHA-256", weights));
        assertThat(link).hasBinaryContent(weights);
        assertThat(Files.readSymbolicLink(snapshot.folder().resolve("config.json"))
                        .toString())
                .isEqualTo("../../blobs/" + FakeHub.gitDigest("{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(repository.resolve(".no_exist").resolve(server.commit).resolve("added_tokens.json"))
                .exists();
        assertThat(names(repository.resolve("blobs"))).noneMatch(name -> name.endsWith(".incomplete"));
        assertThat(folder.resolve("CACHEDIR.TAG")).exists();
    }

    @Test
    void asksNobodyForWhatTheCacheHas() {
        // Given
        hub(Downloads.ALLOWED).model(MODEL);
        server.requests.clear();
        server.commit = "b".repeat(40);

        // When
        Snapshot again = hub(Downloads.ALLOWED).model(MODEL);

        // Then
        assertThat(again.commit()).isEqualTo("a".repeat(40));
        assertThat(server.requests).isEmpty();
    }

    @Test
    void downloadsOnlyTheShardsThatTheIndexNames() throws IOException {
        // Given
        server.files.remove("model.safetensors");
        server.files.put("model-1.safetensors", weights);
        server.files.put("model-2.safetensors", new byte[5000]);
        server.files.put("consolidated.safetensors", new byte[6000]);
        server.files.put(
                "model.safetensors.index.json",
                "{\"weight_map\":{\"a\":\"model-1.safetensors\",\"b\":\"model-2.safetensors\"}}"
                        .getBytes(StandardCharsets.UTF_8));

        // When
        Snapshot snapshot = hub(Downloads.ALLOWED).model(MODEL);

        // Then
        assertThat(names(snapshot.folder()))
                .containsExactly(
                        "config.json",
                        "model-1.safetensors",
                        "model-2.safetensors",
                        "model.safetensors.index.json",
                        "tokenizer.json",
                        "tokenizer_config.json");
    }

    @Test
    void downloadsAModelOfMlcByItsList() throws IOException {
        // Given
        server.files.remove("model.safetensors");
        server.files.remove("config.json");
        server.files.put("mlc-chat-config.json", "{}".getBytes(StandardCharsets.UTF_8));
        server.files.put("params_shard_0.bin", weights);
        server.files.put("params_shard_1.bin", new byte[5000]);
        server.files.put("params_shard_2.bin", new byte[6000]);
        server.files.put(
                "ndarray-cache.json",
                "{\"records\":[{\"dataPath\":\"params_shard_0.bin\"},{\"dataPath\":\"params_shard_1.bin?partitions=4\"}]}"
                        .getBytes(StandardCharsets.UTF_8));

        // When
        Snapshot snapshot = hub(Downloads.ALLOWED).model(MODEL);

        // Then
        assertThat(names(snapshot.folder()))
                .containsExactly(
                        "mlc-chat-config.json",
                        "ndarray-cache.json",
                        "params_shard_0.bin",
                        "params_shard_1.bin",
                        "tokenizer.json",
                        "tokenizer_config.json");
        Files.delete(snapshot.folder().resolve("params_shard_1.bin").toRealPath());
        assertThatThrownBy(() -> hub(Downloads.MAVEN_OFFLINE).model(MODEL))
                .hasMessageContaining("lacks params_shard_1.bin");
    }

    @Test
    void aListOfMlcThatLeavesTheRepositoryIsRefused() {
        // Given
        server.files.remove("model.safetensors");
        server.files.put("mlc-chat-config.json", "{}".getBytes(StandardCharsets.UTF_8));
        server.files.put(
                "tensor-cache.json",
                "{\"records\":[{\"dataPath\":\"../../evil.bin?x=1\"}]}".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThatThrownBy(() -> hub(Downloads.ALLOWED).model(MODEL))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("../../evil.bin");
    }

    @Test
    void completesASnapshotThatLacksAShard() throws IOException {
        // Given
        Snapshot snapshot = hub(Downloads.ALLOWED).model(MODEL);
        Files.delete(snapshot.folder().resolve("model.safetensors").toRealPath());

        // Then
        assertThatThrownBy(() -> hub(Downloads.MAVEN_OFFLINE).model(MODEL))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("lacks model.safetensors")
                .hasMessageContaining("Maven is offline (-o)")
                .hasMessageContaining("hf download org/model");
        assertThat(hub(Downloads.ALLOWED).model(MODEL).file("model.safetensors"))
                .isPresent();
    }

    @Test
    void sendsTheTokenToTheEndpointAlone() {
        // Given
        server.token = "hf_secret";
        server.gate = 401;

        // When
        hub(settings(Downloads.ALLOWED).orToken(Optional.of(new AccessToken("hf_secret", "HF_TOKEN"))))
                .model(MODEL);

        // Then
        assertThat(server.requests)
                .filteredOn(request -> request.startsWith("endpoint"))
                .isNotEmpty()
                .allMatch(request -> request.contains("authorization=Bearer hf_secret"));
        assertThat(server.requests)
                .filteredOn(request -> request.startsWith("delivery"))
                .isNotEmpty()
                .allMatch(request -> request.contains("authorization=null"));
        assertThat(log).noneMatch(line -> line.contains("hf_secret"));
    }

    @Test
    void continuesWhatBrokeOffStalledOrWasRefusedForNow() {
        // Given
        server.faults.addAll(List.of(
                FakeHub.Fault.UNAVAILABLE,
                FakeHub.Fault.TRUNCATED,
                FakeHub.Fault.SLOW_DOWN,
                FakeHub.Fault.STALLED,
                FakeHub.Fault.TRUNCATED,
                FakeHub.Fault.WHOLE));

        // When
        Snapshot snapshot = hub(Downloads.ALLOWED).model(MODEL);

        // Then
        assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights);
        assertThat(server.requests).anyMatch(request -> request.contains("range=bytes="));
    }

    @Test
    void refusesBytesThatAreNotWhatTheirDigestSays() {
        // Given
        server.files.keySet().removeIf(name -> !name.matches("config.json|tokenizer.json|model.safetensors"));
        for (int i = 0; i < 6; i++) {
            server.faults.add(FakeHub.Fault.OTHER_BYTES);
        }

        // Then
        assertThatThrownBy(() -> hub(Downloads.ALLOWED).model(MODEL))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("came damaged twice");
        assertThat(folder.resolve("models--org--model/refs/main")).doesNotExist();
    }

    @Test
    void startsAnewWhereAnEarlierRunLeftOtherBytes() throws IOException {
        // Given
        Path blobs = Files.createDirectories(folder.resolve("models--org--model/blobs"));
        Files.write(blobs.resolve(FakeHub.digest("SHA-256", weights) + ".incomplete"), new byte[70_000]);

        // When
        Snapshot snapshot = hub(Downloads.ALLOWED).model(MODEL);

        // Then
        assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void resumesAtAnyByte() throws IOException {
        for (int length : new int[] {1, 999, 65_536, 99_999, 100_000}) {
            // Given
            Path cache = folder.resolve("cache-" + length);
            Path blobs = Files.createDirectories(cache.resolve("models--org--model/blobs"));
            Files.write(
                    blobs.resolve(FakeHub.digest("SHA-256", weights) + ".incomplete"),
                    java.util.Arrays.copyOf(weights, length));

            // When
            HubSettings settings = settings(new HubCache(cache), Downloads.ALLOWED);
            Snapshot snapshot = hub(settings).model(MODEL);

            // Then
            assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights);
        }
    }

    @Test
    void twoDownloadsOfOneModelAtOnceBothSucceed() throws Exception {
        // Given
        var pool = Executors.newFixedThreadPool(4);
        Callable<Snapshot> download = () -> hub(Downloads.ALLOWED).model(MODEL);

        // When
        var running = pool.invokeAll(List.of(download, download, download, download));

        // Then
        for (var snapshot : running) {
            assertThat(snapshot.get().folder().resolve("model.safetensors")).hasBinaryContent(weights);
        }
        pool.shutdown();
        assertThat(server.requests)
                .filteredOn(request -> request.startsWith("delivery"))
                .hasSize(1);
    }

    @Test
    void saysWhatAGatedModelNeeds() {
        // Given
        server.gate = 403;
        server.gateCode = "GatedRepo";

        // Then
        assertThatThrownBy(() -> hub(Downloads.ALLOWED).model(MODEL))
                .hasMessageContaining("org/model: is gated, and no token is set")
                .hasMessageContaining("Accept its licence at " + server.address() + "/org/model");
    }

    @Test
    void namesWhatIsNearestInTheCacheWhereThereIsNoSuchModel() {
        // Given
        hub(Downloads.ALLOWED).model(MODEL);
        RepositoryId misspelt =
                RepositoryId.parse(RepositoryId.Kind.MODEL, "org/modle").orElseThrow();

        // Then
        assertThatThrownBy(() -> hub(Downloads.ALLOWED).model(misspelt))
                .hasMessageContaining("does not exist on 127.0.0.1")
                .hasMessageContaining("The cache has org/model");
        assertThatThrownBy(() -> hub(Downloads.HUB_OFFLINE).model(misspelt))
                .hasMessageContaining("is not in the cache")
                .hasMessageContaining("HF_HUB_OFFLINE")
                .hasMessageContaining("The cache has org/model");
    }

    @Test
    void whatWasRefusedIsNotAskedForAgain() {
        // Given
        server.gate = 403;
        server.gateCode = "GatedRepo";
        Hub hub = hub(Downloads.ALLOWED);
        assertThatThrownBy(() -> hub.model(MODEL)).hasMessageContaining("is gated");
        int asked = server.requests.size();

        // Then
        assertThatThrownBy(() -> hub.model(MODEL)).hasMessageContaining("is gated");
        assertThat(server.requests).hasSize(asked);
    }

    @Test
    void saysThatARevisionDoesNotExist() {
        assertThatThrownBy(() -> hub(Downloads.ALLOWED)
                        .model(RepositoryId.parse(RepositoryId.Kind.MODEL, "org/model@nightly")
                                .orElseThrow()))
                .hasMessageContaining("has no branch, tag or commit nightly");
    }

    @Test
    void refusesARepositoryWithoutSafetensors() {
        // Given
        server.files.remove("model.safetensors");

        // Then
        assertThatThrownBy(() -> hub(Downloads.ALLOWED).model(MODEL))
                .hasMessageContaining("has no model.safetensors, only pytorch_model.bin");
        assertThat(server.requests).noneMatch(request -> request.contains("pytorch_model"));
    }

    @Test
    void refusesAListThatLeadsOutOfTheRepository() {
        for (String name : List.of("../config.json", "/etc/passwd", "a\\\\..\\\\b", "x/./y", "a//b", "c:evil")) {
            // Given
            server.listing = "{\"sha\":\"" + server.commit + "\",\"siblings\":[{\"rfilename\":\"" + name
                    + "\",\"size\":1,\"blobId\":\"" + "0".repeat(40) + "\"}]}";

            // Then
            assertThatThrownBy(() -> hub(Downloads.ALLOWED).model(MODEL))
                    .isInstanceOf(DseException.class)
                    .hasMessageContaining("not inside the repository");
        }
    }

    @Test
    void refusesAnswersThatAreNone() {
        for (String answer :
                List.of("[]", "{}", "<html>", "{\"sha\":\"main\",\"siblings\":[]}", "{\"sha\":1}", "null")) {
            server.listing = answer;
            assertThatThrownBy(() -> hub(Downloads.ALLOWED).model(MODEL))
                    .isInstanceOf(DseException.class)
                    .hasMessageContaining("can't be understood");
        }
    }

    @Test
    void givesUpAfterFiveFailuresInARowAndKeepsWhatCame() throws IOException {
        // Given
        server.close();

        // Then
        assertThatThrownBy(() -> hub(Downloads.ALLOWED).model(MODEL))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("can't be downloaded from 127.0.0.1");
        assertThat(log).filteredOn(line -> line.contains("tried again")).hasSize(Retries.MOST - 1);
    }

    private Hub hub(Downloads downloads) {
        return hub(settings(downloads));
    }

    private Hub hub(HubSettings settings) {
        return new Hub(settings, new Log() {
            @Override
            public synchronized void info(String message) {
                log.add(message);
            }

            @Override
            public void warn(String message) {
                info(message);
            }

            @Override
            public void debug(String message) {
                info(message);
            }
        });
    }

    private HubSettings settings(Downloads downloads) {
        return settings(new HubCache(folder), downloads);
    }

    private HubSettings settings(HubCache cache, Downloads downloads) {
        return new HubSettings(
                server.address(),
                Optional.empty(),
                cache,
                downloads,
                uri -> ProxyRoute.DIRECT,
                Duration.ofMillis(500),
                Duration.ofMillis(10));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
