/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.junit.jupiter.api.Test;

class LibraryResolverTest {
    private static final Coordinate ORT = Coordinate.parse("com.microsoft.onnxruntime:onnxruntime:1.29.0");
    private static final Coordinate GSON = Coordinate.parse("com.google.code.gson:gson:2.13.2");

    private final List<String> asked = new ArrayList<>();

    /** Finds every artifact but those named, under a folder that need not exist. */
    private RepositorySystem repository(Set<String> missing) {
        return (RepositorySystem) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {RepositorySystem.class}, (self, method, arguments) -> {
                    if (!"resolveDependencies".equals(method.getName())) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer((DependencyRequest) arguments[1], missing);
                });
    }

    private DependencyResult answer(DependencyRequest request, Set<String> missing)
            throws DependencyResolutionException {
        List<ArtifactResult> results = new ArrayList<>();
        boolean complete = true;
        for (Dependency dependency : request.getCollectRequest().getDependencies()) {
            Artifact artifact = dependency.getArtifact();
            asked.add(artifact.toString());
            ArtifactResult result = new ArtifactResult(new ArtifactRequest(artifact, List.of(), ""));
            if (missing.contains(artifact.getArtifactId())) {
                complete = false;
            } else {
                result.setArtifact(artifact.setFile(new File("/repository", artifact.getArtifactId() + ".jar")));
            }
            results.add(result);
        }
        DependencyResult result = new DependencyResult(request).setArtifactResults(results);
        if (!complete) {
            throw new DependencyResolutionException(result, new IllegalStateException("connection refused"));
        }
        return result;
    }

    private LibraryResolver resolver(Set<String> missing, boolean offline, Library... ofPlugin) {
        @SuppressWarnings("deprecation")
        var session = new DefaultRepositorySystemSession();
        session.setOffline(offline);
        return new LibraryResolver(repository(missing), session, List.of(), List.of(ofPlugin));
    }

    @Test
    void withoutAWordFromTheUserThePluginsOwnVersionsAreResolved() {
        List<Library> libraries = resolver(Set.of(), false).resolve(List.of(ORT, GSON));

        assertThat(libraries)
                .containsExactly(
                        new Library(ORT, Path.of("/repository/onnxruntime.jar")),
                        new Library(GSON, Path.of("/repository/gson.jar")));
    }

    @Test
    void aVersionThatTheUserGaveAsADependencyOfThePluginWins() {
        Library users = new Library(
                Coordinate.parse("com.microsoft.onnxruntime:onnxruntime:1.27.1"),
                Path.of("/users/onnxruntime-1.27.1.jar"));

        List<Library> libraries = resolver(Set.of(), false, users).resolve(List.of(ORT, GSON));

        assertThat(asked).first().isEqualTo("com.microsoft.onnxruntime:onnxruntime:jar:1.27.1");
        assertThat(libraries).first().isEqualTo(users);
    }

    @Test
    void offlineEveryMissingArtifactIsNamedWithTheCommandThatFetchesIt() {
        LibraryResolver resolver = resolver(Set.of("onnxruntime"), true);

        assertThatThrownBy(() -> resolver.resolve(List.of(ORT, GSON)))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("com.microsoft.onnxruntime:onnxruntime:1.29.0: is not in the local repository, "
                        + "and Maven is offline. Fetch it once with a network: "
                        + "mvn dependency:get -Dartifact=com.microsoft.onnxruntime:onnxruntime:1.29.0")
                .hasMessageNotContaining("gson");
    }

    @Test
    void onlineTheReasonIsTold() {
        LibraryResolver resolver = resolver(Set.of("gson"), false);

        assertThatThrownBy(() -> resolver.resolve(List.of(ORT, GSON)))
                .hasMessageContaining("gson:2.13.2: can't be resolved (connection refused)");
    }

    @Test
    void thePluginNamesTheVersionsItWasBuiltWith() {
        ForkArtifacts artifacts = ForkArtifacts.ofThisPlugin();

        assertThat(artifacts.classPath(ForkArtifacts.Engine.CPU))
                .extracting(Coordinate::key)
                .containsExactly(
                        "com.microsoft.onnxruntime:onnxruntime",
                        "ai.djl.huggingface:tokenizers",
                        "org.tribuo:tribuo-util-onnx",
                        "com.google.code.gson:gson");
        assertThat(artifacts.onnxRuntime(ForkArtifacts.Engine.CUDA).toString())
                .matches("com\\.microsoft\\.onnxruntime:onnxruntime_gpu:\\d+\\.\\d+\\.\\d+");
    }
}
