/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.nvidia.NvidiaCard;
import io.github.dsemaven.perplexity.Device;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.LocalArtifactResult;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.LocalRepositoryManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final NvidiaDriver DRIVER = new NvidiaDriver(Optional.of("570.86.15"), Optional.empty());
    private static final NvidiaDriver NO_DRIVER = new NvidiaDriver(Optional.empty(), Optional.of("no card is visible"));

    @TempDir
    Path folder;

    private boolean offline;

    /** A local repository that holds ONNX Runtime for the CPU and nothing else. */
    private LibraryResolver resolver() throws IOException {
        Path jar = Files.write(folder.resolve("onnxruntime.jar"), new byte[2_500_000]);
        LocalRepository local = new LocalRepository(folder.resolve("repository").toFile());
        LocalRepositoryManager manager = (LocalRepositoryManager) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LocalRepositoryManager.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getRepository" -> local;
                    case "find" -> {
                        LocalArtifactRequest request = (LocalArtifactRequest) arguments[1];
                        LocalArtifactResult result = new LocalArtifactResult(request);
                        if (request.getArtifact().getArtifactId().equals("onnxruntime")) {
                            result.setFile(jar.toFile());
                        }
                        yield result;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        @SuppressWarnings("deprecation")
        var session = new DefaultRepositorySystemSession();
        session.setLocalRepositoryManager(manager);
        session.setOffline(offline);
        return new LibraryResolver(null, session, List.of(), List.of());
    }

    private Doctor doctor(NvidiaDriver driver) throws IOException {
        var card = new NvidiaCard(
                0,
                "GPU-1",
                "NVIDIA H100 80GB HBM3",
                Optional.of(new NvidiaCard.Memory(81000, 81559)),
                Optional.of("9.0"));
        return new Doctor(resolver(), driver, List.of(card), CudaSearch.below(folder, ""));
    }

    private static Device device(String text) {
        return Device.parse(Place.of("<device>"), text);
    }

    @Test
    void thePageTellsWhatThereIsAndWhatIsMissing() throws IOException {
        Files.createDirectories(folder.resolve("hub/models--meta-llama--Llama-3.2-1B"));

        List<String> page = doctor(DRIVER)
                .page("3.9.11", Map.of("HF_HUB_CACHE", folder.resolve("hub").toString()), folder);

        assertThat(page)
                .anyMatch(line -> line.startsWith("Java           "))
                .contains("Maven          3.9.11")
                .anyMatch(line -> line.matches(".* com\\.microsoft\\.onnxruntime:onnxruntime:[0-9.]+: 2\\.5 MB"))
                .anyMatch(line -> line.matches(".* com\\.microsoft\\.onnxruntime:onnxruntime_gpu:.*: not fetched yet"))
                .contains(
                        "Hugging Face   1 model in " + folder.resolve("hub"), "  model        meta-llama/Llama-3.2-1B")
                .contains("NVIDIA driver  570.86.15")
                .contains(
                        "  card         cuda:0 NVIDIA H100 80GB HBM3, 81000 of 81559 MiB free, compute capability 9.0")
                .contains("CUDA library   missing: libcublas.so.12 (cuBLAS 12)")
                .contains("Devices        cpu");
    }

    @Test
    void theDeviceAskedForDecidesTheExitCode() throws IOException {
        Doctor without = doctor(NO_DRIVER);
        assertThatCode(() -> without.check(device("auto"), CudaSource.SYSTEM)).doesNotThrowAnyException();
        assertThatThrownBy(() -> without.check(device("cuda"), CudaSource.MAVEN))
                .hasMessageContaining("no card is visible");

        Doctor with = doctor(DRIVER);
        assertThatThrownBy(() -> with.check(device("cuda:1"), CudaSource.SYSTEM))
                .hasMessageContaining("missing libcudart.so.12");
        assertThatCode(() -> with.check(device("cuda"), CudaSource.MAVEN)).doesNotThrowAnyException();
    }

    @Test
    void offlineAnArtifactThatWasNeverFetchedIsAFailure() throws IOException {
        offline = true;

        assertThatThrownBy(() -> doctor(NO_DRIVER).check(device("cpu"), CudaSource.SYSTEM))
                .hasMessageContaining("ai.djl.huggingface:tokenizers")
                .hasMessageNotContaining("com.microsoft.onnxruntime");
    }
}
