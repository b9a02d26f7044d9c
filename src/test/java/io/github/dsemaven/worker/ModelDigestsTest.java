/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A later run looks for each file by its name in the folder, whether a result is still that of the model. */
class ModelDigestsTest {
    private static final Path MODEL = ModelFolder.ORIGINAL;

    @TempDir
    Path folder;

    private SortedMap<String, String> digests(Path model) throws IOException {
        return new ModelDigests(folder.resolve("caches")).of(Checkpoint.open(model));
    }

    /** As in a cache of Hugging Face: names in the snapshot are links to files named by their content. */
    private Path snapshot(Path model) throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("snapshots/0123"));
        try (Stream<Path> files = Files.walk(model).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                Path blob =
                        blobs.resolve(Integer.toHexString(model.relativize(file).hashCode()));
                Path link = snapshot.resolve(model.relativize(file).toString());
                Files.copy(file, blob);
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, link.getParent().relativize(blob));
            }
        }
        return snapshot;
    }

    @Test
    void aCacheOfLinksGivesTheNamesOfTheFolder() throws Exception {
        // Given
        Path snapshot = snapshot(MODEL);
        // When
        SortedMap<String, String> digests = digests(snapshot);
        // Then
        assertThat(digests).containsKey("model.safetensors").isEqualTo(digests(MODEL));
    }

    @Test
    void shardsBelowTheFolderKeepTheWholeName() throws Exception {
        // Given
        Path model = ModelFolder.copyTo(folder.resolve("model")).path();
        Path shard = Files.createDirectories(model.resolve("weights")).resolve("model-00001-of-00001.safetensors");
        Files.move(model.resolve("model.safetensors"), shard);
        Files.writeString(
                model.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {"
                        + String.join(
                                ", ",
                                Checkpoint.open(MODEL).tensors().keySet().stream()
                                        .map(name -> "\"" + name + "\": \"weights/model-00001-of-00001.safetensors\"")
                                        .toList())
                        + "}}");
        // When
        SortedMap<String, String> digests = digests(model);
        SortedMap<String, String> linked = digests(snapshot(model));
        // Then
        assertThat(digests)
                .containsKey("weights/model-00001-of-00001.safetensors")
                .isEqualTo(linked);
    }

    @Test
    void aFolderThatIsALinkGivesTheSameNames() throws Exception {
        // Given
        Path link = Files.createSymbolicLink(folder.resolve("link"), MODEL);
        // When
        SortedMap<String, String> digests = digests(link);
        // Then
        assertThat(digests).isEqualTo(digests(MODEL));
    }
}
