/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.provenance.FileDigests.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
    private static final String WRONG = "0".repeat(64);

    @TempDir
    Path folder;

    @Test
    void knownDigests() throws IOException {
        assertThat(Sha256.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        Path file = Files.writeString(folder.resolve("a"), "abc");
        assertThat(new FileDigests(Optional.empty()).of("a", file)).isEqualTo(new FileDigest("a", Sha256.of("abc"), 3));
    }

    @Test
    void aSettledDigestIsBelievedWithoutReading() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "abc");
        FileStamp stamp = FileStamp.of(file);
        var digests = new FileDigests(Optional.empty());
        digests.tell(file, new Remembered(stamp, WRONG, stamp.latest() + 4_000_000_000L));

        assertThat(digests.of("a", file).sha256()).isEqualTo(stamp.changed() < 0 ? Sha256.of("abc") : WRONG);
        assertThat(digests.learned()).isEqualTo(stamp.changed() < 0);
    }

    @Test
    void aDigestTakenRightAfterAWriteIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "abc");
        FileStamp stamp = FileStamp.of(file);
        var digests = new FileDigests(Optional.empty());
        digests.tell(file, new Remembered(stamp, WRONG, stamp.latest() + 1_000_000_000L));

        assertThat(digests.of("a", file).sha256()).isEqualTo(Sha256.of("abc"));
    }

    @Test
    void whatTheProcessHasReadBeforeCountsAsReadHereUntilItIsTouched() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "abc");
        FileStamp stamp = FileStamp.of(file);
        var before = Optional.of(new Remembered(stamp, WRONG, stamp.latest()));

        var digests = new FileDigests(Optional.empty());
        assertThat(digests.of("a", file, () -> before)).isEqualTo(new FileDigest("a", WRONG, 3));
        assertThat(digests.learned()).isTrue();
        assertThat(digests.remembered(file)).isEqualTo(before);

        Files.writeString(file, "other");
        assertThat(new FileDigests(Optional.empty()).of("a", file, () -> before).sha256())
                .isEqualTo(Sha256.of("other"));
    }

    @Test
    void whatIsKnownIsNotAskedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "abc");
        var digests = new FileDigests(Optional.empty());
        digests.of("a", file);

        assertThat(digests.of("a", file, () -> {
                            throw new AssertionError("asked");
                        })
                        .sha256())
                .isEqualTo(Sha256.of("abc"));
    }

    @Test
    void anEditThatKeepsSizeAndModificationTimeIsSeen() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "abc");
        FileStamp stamp = FileStamp.of(file);
        var digests = new FileDigests(Optional.empty());
        digests.tell(file, new Remembered(stamp, WRONG, stamp.latest() + 4_000_000_000L));
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, "xyz");
        Files.setLastModifiedTime(file, time);

        assertThat(digests.of("a", file).sha256()).isEqualTo(Sha256.of("xyz"));
    }

    @Test
    void aLargeFileIsRememberedBetweenBuilds() throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (var channel = java.nio.channels.FileChannel.open(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]), FileDigests.LARGE);
        }
        var memory = Optional.of(folder.resolve("memory"));
        Instant later = Instant.now().plusSeconds(60);
        FileDigest first = new FileDigests(memory, () -> later).of("m", file);

        var again = new FileDigests(memory, () -> later);

        assertThat(again.of("m", file)).isEqualTo(first);
        assertThat(again.learned()).isFalse();
    }
}
