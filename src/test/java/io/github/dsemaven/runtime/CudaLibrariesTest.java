/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaLibrariesTest {
    private static final String GOOD_RUNTIME = "\0cudaMalloc\0cudaLibraryGetKernel\0";

    @TempDir
    Path root;

    private final List<String> fetched = new ArrayList<>();

    private Path library(String folder, String name, String content) throws IOException {
        Path place = Files.createDirectories(root.resolve(folder));
        return Files.writeString(place.resolve(name), content, StandardCharsets.ISO_8859_1);
    }

    private CudaLibraries libraries() {
        RepositorySystem repository = (RepositorySystem) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {RepositorySystem.class}, (self, method, arguments) -> {
                    ArtifactRequest request = (ArtifactRequest) arguments[1];
                    fetched.add(request.getArtifact().toString());
                    return new ArtifactResult(request)
                            .setArtifact(request.getArtifact().setFile(jar().toFile()));
                });
        @SuppressWarnings("deprecation")
        var session = new DefaultRepositorySystemSession();
        return new CudaLibraries(
                new LibraryResolver(repository, session, List.of(), List.of()),
                new NativeFiles(root.resolve("cache")),
                Log.silent());
    }

    private Path jar() throws IOException {
        Path jar = root.resolve("cuda.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                var zip = new ZipOutputStream(out)) {
            for (String name : List.of("libcudart.so.12", "libcurand.so.10", "libcublas.so.12", "libcufft.so.11")) {
                zip.putNextEntry(new ZipEntry("org/bytedeco/cuda/linux-x86_64/" + name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    @Test
    void librariesOfTheSystemAreFoundWhereTheyUsuallyLie() throws IOException {
        library("usr/local/cuda-12.9/lib64", "libcudart.so.12", GOOD_RUNTIME);
        library("usr/local/cuda-12.9/lib64", "libcublas.so.12", "");
        library("opt/nvidia", "libcublasLt.so.12", "");
        library("elsewhere", "libcurand.so.10", "");
        library("etc/ld.so.conf.d", "cuda.conf", "# comment\n/opt/nvidia\n");

        CudaSearch search = CudaSearch.below(root, root.resolve("elsewhere").toString());

        assertThat(search.missing()).isEmpty();
        assertThat(libraries().folders(search, CudaSource.SYSTEM))
                .containsExactly(
                        root.resolve("usr/local/cuda-12.9/lib64"),
                        root.resolve("opt/nvidia"),
                        root.resolve("elsewhere"));
    }

    @Test
    void aRuntimeThatIsTooOldIsPassedOverForANewerOne() throws IOException {
        library("usr/local/cuda/lib64", "libcudart.so.12", "\0cudaMalloc\0");
        Path newer = library("usr/lib64", "libcudart.so.12", GOOD_RUNTIME);

        CudaSearch search = CudaSearch.below(root, "");

        assertThat(search.found().get(CudaLibrary.ALL.get(0))).isEqualTo(newer);
    }

    @Test
    void whatIsMissingIsNamedWithVersionPlacesAndBothWaysOut() throws IOException {
        Path old = library("usr/local/cuda/lib64", "libcudart.so.12", "\0cudaMalloc\0");
        library("usr/local/cuda/lib64", "libcublas.so.12", "");

        CudaSearch search = CudaSearch.below(root, "");

        assertThatThrownBy(() -> libraries().folders(search, CudaSource.SYSTEM))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("missing libcudart.so.12 (CUDA runtime 12.9; " + old + " is too old), "
                        + "libcublasLt.so.12 (cuBLAS 12), libcurand.so.10 (cuRAND 10 of CUDA 12); looked in ["
                        + root.resolve("usr/local/cuda/lib64") + "]")
                .hasMessageContaining("install CUDA 12.9")
                .hasMessageContaining("<cudaLibraries>maven</cudaLibraries>");
    }

    @Test
    void onlyWhatTheSystemLacksIsFetchedAndUnpackedOnce() throws IOException {
        library("usr/lib64", "libcublas.so.12", "");
        library("usr/lib64", "libcublasLt.so.12", "");
        CudaSearch search = CudaSearch.below(root, "");

        List<Path> folders = libraries().folders(search, CudaSource.MAVEN);

        assertThat(fetched).singleElement().asString().matches("org\\.bytedeco:cuda-redist:jar:linux-x86_64:12\\..*");
        assertThat(folders).hasSize(2).last().isEqualTo(root.resolve("usr/lib64"));
        try (var files = Files.list(folders.get(0))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("libcudart.so.12", "libcurand.so.10");
        }
    }

    @Test
    void theSourceIsMavenOrTheSystem() {
        assertThat(CudaSource.parse(Place.of("x"), " Maven ")).isEqualTo(CudaSource.MAVEN);
        assertThatThrownBy(() -> CudaSource.parse(Place.of("<cudaLibraries>"), "mavn"))
                .hasMessage(
                        "<cudaLibraries>: unknown source \"mavn\". Did you mean \"maven\"? Valid values: system, maven");
    }
}
