/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.nvidia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a script that stands for the driver's program. */
@DisabledOnOs(OS.WINDOWS)
class NvidiaSmiTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TWO_CARDS = """
            echo '0, GPU-aaaa-1, 81559, 81000, 9.0, NVIDIA H100 80GB HBM3'
            echo '1, GPU-bbbb-2, 40960, 40000, 8.0, NVIDIA A100, 40GB'
            """;

    @TempDir
    Path folder;

    private Path script(String body) throws IOException {
        Path script = folder.resolve("nvidia-smi");
        Files.writeString(script, "#!/bin/sh\n" + body);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private NvidiaSmi smi(String body) throws IOException {
        return new NvidiaSmi(script(body).toString(), LONG);
    }

    @Test
    void cardsAreWhatItSays() throws IOException {
        List<NvidiaCard> cards = smi(TWO_CARDS).cards();

        assertThat(cards)
                .containsExactly(
                        new NvidiaCard(
                                0,
                                "GPU-aaaa-1",
                                "NVIDIA H100 80GB HBM3",
                                Optional.of(new NvidiaCard.Memory(81000, 81559)),
                                Optional.of("9.0")),
                        new NvidiaCard(
                                1,
                                "GPU-bbbb-2",
                                "NVIDIA A100, 40GB",
                                Optional.of(new NvidiaCard.Memory(40000, 40960)),
                                Optional.of("8.0")));
        assertThat(cards.get(0))
                .hasToString("cuda:0 NVIDIA H100 80GB HBM3, 81000 of 81559 MiB free, compute capability 9.0");
        assertThat(cards.get(1).memory().orElseThrow().freeBytes()).isEqualTo(40000L * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[N/A]", "[Not Supported]", "[Insufficient Permissions]", "[Unknown Error]"})
    void aValueInBracketsIsNotKnown(String value) throws IOException {
        List<NvidiaCard> cards = smi("echo '0, GPU-1, " + value + ", " + value + ", 12.1, NVIDIA GB10'")
                .cards();

        assertThat(cards).singleElement().hasToString("cuda:0 NVIDIA GB10, memory unknown, compute capability 12.1");
    }

    @Test
    void whatIsNoCardIsLeftOut() throws IOException {
        assertThat(smi("""
                                echo 'Unable to determine the device handle for GPU0000:17:00.0: GPU is lost.'
                                echo '  MIG 1g.10gb     Device  0: (UUID: MIG-1)'
                                echo ''
                                echo '1, GPU-1, 81559, 81000, 9.0, NVIDIA H100'
                                exit 15
                                """).cards()).extracting(NvidiaCard::index).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'No devices were found'; exit 6",
                "echo 'NVIDIA-SMI has failed because it couldn'\\''t communicate with the NVIDIA driver.'; exit 9",
                "exit 1",
                "echo '0, GPU-1, 81559'"
            })
    void withoutCardsThereIsNone(String body) throws IOException {
        assertThat(smi(body).cards()).isEmpty();
    }

    @Test
    void anOldDriverIsAskedWithoutComputeCapability() throws IOException {
        NvidiaSmi old = smi("""
                case "$1" in
                  *compute_cap*) echo 'Field "compute_cap" is not a valid field to query.'; exit 2 ;;
                  *) echo '0, GPU-1, 16160, 16000, 00000000:3B:00.0, Tesla V100' ;;
                esac
                """);

        assertThat(old.cards()).singleElement().hasToString("cuda:0 Tesla V100, 16000 of 16160 MiB free");
    }

    @Test
    void aHangingDriverIsGivenUp() throws IOException {
        Path script = script("exec sleep 20");

        long start = System.nanoTime();
        List<NvidiaCard> cards = new NvidiaSmi(script.toString(), Duration.ofMillis(200)).cards();

        assertThat(cards).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aProgramThatIsMissingHasNoCards() {
        assertThat(new NvidiaSmi(folder.resolve("nothing").toString(), LONG).cards())
                .isEmpty();
    }

    @Test
    void cardsAreFoundByTheNumberThatCudaGivesThem() throws IOException {
        NvidiaSmi smi = smi(TWO_CARDS);

        assertThat(smi.card(1, Optional.empty())).map(NvidiaCard::index).contains(1);
        assertThat(smi.card(2, Optional.empty())).isEmpty();
        assertThat(smi.card(0, Optional.of("1"))).map(NvidiaCard::index).contains(1);
        assertThat(smi.card(1, Optional.of("1, 0"))).map(NvidiaCard::index).contains(0);
        assertThat(smi.card(0, Optional.of("GPU-bbbb"))).map(NvidiaCard::index).contains(1);
        assertThat(smi.card(1, Optional.of("1"))).isEmpty();
        assertThat(smi.card(0, Optional.of("MIG-aaaa-1"))).isEmpty();
        assertThat(smi.card(0, Optional.of(""))).isEmpty();
    }

    @Test
    void theProgramOnThePathIsAsked() throws IOException, InterruptedException {
        script(TWO_CARDS);
        var child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NvidiaSmiProbe.class.getName());
        child.environment().merge("PATH", folder.toString(), (path, own) -> own + File.pathSeparator + path);

        Process process = child.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(output.lines()).hasSize(2).first().asString().startsWith("cuda:0 NVIDIA H100 80GB HBM3, 81000 of");
    }
}
