/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.perplexity.BaseModels;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.FolderLock;
import io.github.dsemaven.provenance.Folders;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.resolution.DependencyRequest;
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

    @Test
    void aSecondBuildInTheSameFolderWaits() throws Exception {
        EvaluationRequest request = request();
        var began = new CountDownLatch(1);
        RepositorySystem system = mock(RepositorySystem.class);
        when(system.resolveDependencies(any(), any(DependencyRequest.class))).thenAnswer(call -> {
            began.countDown();
            throw new IllegalStateException("far enough");
        });
        var resolver = new LibraryResolver(system, mock(RepositorySystemSession.class), List.of(), List.of());
        var fork = new EvaluationFork(resolver, folder, folder, log -> event -> {}, Log.silent());
        var second = new Thread(() -> assertThatIllegalStateException().isThrownBy(() -> fork.run(request, List.of())));

        FolderLock first = FolderLock.acquire(request.workFolder());
        try (first) {
            second.start();
            assertThat(began.await(300, TimeUnit.MILLISECONDS)).isFalse();
        }

        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        second.join();
    }

    private EvaluationRequest request() {
        return new EvaluationRequest(
                new Execution("default", false),
                List.of(),
                new BaseModels(Map.of()),
                Folders.of(folder, folder.resolve("target"), Optional.empty()),
                folder.resolve("target/dse"),
                HubSettings.of(Map.of(), folder),
                folder.resolve("caches"),
                OptionalInt.empty(),
                false,
                CudaSource.SYSTEM,
                List.of());
    }
}
