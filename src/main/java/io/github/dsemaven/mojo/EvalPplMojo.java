/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.runtime.Coordinate;
import io.github.dsemaven.runtime.EvaluationRun;
import io.github.dsemaven.runtime.ForkArtifacts;
import io.github.dsemaven.runtime.ForkCommand;
import io.github.dsemaven.runtime.Library;
import io.github.dsemaven.runtime.LibraryResolver;
import io.github.dsemaven.runtime.ProgressLog;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;

/** Evaluates. */
@Mojo(name = "eval-ppl", defaultPhase = LifecyclePhase.INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class EvalPplMojo extends AbstractDseMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.eval-ppl.skip", defaultValue = "false")
    private boolean skipGoal;

    /** The evaluations. */
    @Parameter
    private List<Evaluation> evaluations;

    /** Output. */
    @Parameter(property = "dse.outputDirectory", defaultValue = "${project.build.directory}/dse")
    private File outputDirectory;

    @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true)
    private List<RemoteRepository> pluginRepositories;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private RepositorySystemSession repositorySession;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    private final RepositorySystem repositorySystem;

    /** Maven's resolver. */
    @Inject
    public EvalPplMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() throws MojoExecutionException {
        List<Library> own = new ArrayList<>();
        for (Artifact a : plugin.getArtifacts()) {
            own.add(new Library(
                    new Coordinate(
                            a.getGroupId(),
                            a.getArtifactId(),
                            a.getVersion(),
                            a.getClassifier() == null ? "" : a.getClassifier()),
                    a.getFile().toPath()));
        }
        getLog().info(own.toString());
        List<Library> libraries = new LibraryResolver(repositorySystem, repositorySession, pluginRepositories, own)
                .resolve(ForkArtifacts.ofThisPlugin().classPath(ForkArtifacts.Engine.CPU));
        List<Path> classPath = new ArrayList<>();
        classPath.add(Path.of(EvalPplMojo.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()));
        Map<String, String> digests = new LinkedHashMap<>();
        for (Library l : libraries) {
            classPath.add(l.file());
            digests.put(l.coordinate().toString(), l.sha256());
        }
        ForkCommand command = new ForkCommand(
                Path.of(System.getProperty("java.home")),
                classPath,
                "io.github.dsemaven.worker.Main",
                List.of(),
                Map.of());
        try {
            getLog().info(new EvaluationRun(command, new ProgressLog(log(), System::nanoTime), log())
                    .run(new Request(
                            outputDirectory.toPath(), 2, digests, List.of(new Request.Task(0, Map.of("a", "b")))))
                    .toString());
        } catch (InterruptedException e) {
            throw new MojoExecutionException(e);
        }
    }
}
