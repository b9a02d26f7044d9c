/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationForkTest {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings("", Map.of());

    @TempDir
    Path folder;

    @Test
    void cardsAreNumberedAsTheDriverDoes() {
        assertThat(EvaluationFork.cuda(List.of(Path.of("/cuda"), Path.of("/fetched")), "/before"))
                .containsEntry("CUDA_DEVICE_ORDER", "PCI_BUS_ID")
                .containsEntry("LD_LIBRARY_PATH", String.join(File.pathSeparator, "/cuda", "/fetched", "/before"));
    }

    @Test
    void poolsOfMemoryAreAsManyAsThreadsThatCompute() {
        assertThat(EvaluationFork.memory(1)).isEqualTo(Map.of("MALLOC_ARENA_MAX", "2"));
        assertThat(EvaluationFork.memory(16)).isEqualTo(Map.of("MALLOC_ARENA_MAX", "16"));
    }

    @Test
    void theHeapBeginsSmallWhateverTheMachineHas() {
        ForkCommand command = new ForkCommand(Path.of("java"), folder, List.of(), "Main", List.of("-Xms1g"), Map.of());

        command.builder(List.of(), folder.resolve("fork.args"));

        assertThat(folder.resolve("fork.args")).content().containsSubsequence("\"-Xms16m\"", "\"-Xms1g\"");
    }

    @Test
    void oneEvaluationOnACardIsEnoughToNeedTheBuildForCards() {
        Task cpu = new Task(0, "cpu", SETTINGS);
        Task cards = new Task(1, List.of("cuda:0", "cuda:1"), SETTINGS);

        assertThat(EvaluationFork.engine(List.of(cpu))).isEqualTo(ForkArtifacts.Engine.CPU);
        assertThat(EvaluationFork.engine(List.of(cpu, cards))).isEqualTo(ForkArtifacts.Engine.CUDA);
    }
}
