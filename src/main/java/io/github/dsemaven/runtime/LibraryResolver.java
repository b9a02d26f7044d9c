/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.LocalArtifactResult;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;

/**
 * Finds the fork's libraries with Maven's own resolver: a version that the user gave as a dependency of the plugin wins,
 * everything else comes from the local repository or the project's plugin repositories. Uses only resolver API that is
 * the same from 1.4 (Maven 3.6.3) to 2.0 (Maven 4).
 */
public final class LibraryResolver {
    /**
     * Only DJL's model zoo and its graphics-card detection use these; the tokenizer works without them. JNA would unpack
     * itself into the user's cache folder. Of Parquet's compressions those in Java are used: the others' would unpack native
     * code into the system's folder of temporary files; and its annotations are for compilers.
     */
    private static final List<Exclusion> UNUSED = List.of(
            new Exclusion("org.apache.commons", "commons-compress", "*", "*"),
            new Exclusion("net.java.dev.jna", "jna", "*", "*"),
            new Exclusion("org.xerial.snappy", "snappy-java", "*", "*"),
            new Exclusion("com.github.luben", "zstd-jni", "*", "*"),
            new Exclusion("javax.annotation", "javax.annotation-api", "*", "*"));

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;
    private final Map<String, Library> ofPlugin;

    /**
     * @param repositories where plugins come from
     * @param ofPlugin the plugin's own resolved dependencies, those the user added among them
     */
    public LibraryResolver(
            RepositorySystem system,
            RepositorySystemSession session,
            List<RemoteRepository> repositories,
            List<Library> ofPlugin) {
        this.system = system;
        this.session = session;
        this.repositories = List.copyOf(repositories);
        Map<String, Library> byKey = new LinkedHashMap<>();
        ofPlugin.forEach(library -> byKey.put(library.coordinate().key(), library));
        this.ofPlugin = byKey;
    }

    /**
     * Resolves artifacts and what they depend on at run time.
     *
     * @return in the order of a class path
     * @throws DseException naming each artifact that can't be had, and how to get it
     */
    public List<Library> resolve(List<Coordinate> roots) {
        CollectRequest collect = new CollectRequest();
        collect.setRepositories(repositories);
        for (Coordinate root : roots) {
            Artifact artifact = artifact(version(root));
            collect.addDependency(new Dependency(artifact, "runtime", false, UNUSED));
        }
        try {
            DependencyResult result = system.resolveDependencies(session, new DependencyRequest(collect, null));
            List<Library> libraries = new ArrayList<>();
            for (ArtifactResult found : result.getArtifactResults()) {
                libraries.add(own(found.getArtifact()));
            }
            return List.copyOf(libraries);
        } catch (DependencyResolutionException e) {
            throw unresolved(e, roots);
        }
    }

    /**
     * Resolves an artifact without what it depends on.
     *
     * @throws DseException when it can't be had: says how to get it
     */
    public Library resolveAlone(Coordinate wanted) {
        Library own = ofPlugin.get(wanted.key());
        if (own != null) {
            return own;
        }
        try {
            ArtifactRequest request = new ArtifactRequest(artifact(wanted), repositories, null);
            return new Library(
                    wanted,
                    system.resolveArtifact(session, request)
                            .getArtifact()
                            .getFile()
                            .toPath());
        } catch (ArtifactResolutionException e) {
            throw new DseException(problem(wanted, e));
        }
    }

    /** Where an artifact lies in the local repository or among the plugin's own; empty where it was never fetched. */
    public Optional<Path> local(Coordinate wanted) {
        Library own = ofPlugin.get(wanted.key());
        if (own != null) {
            return Optional.of(own.file());
        }
        LocalArtifactResult found = session.getLocalRepositoryManager()
                .find(session, new LocalArtifactRequest(artifact(wanted), repositories, ""));
        return Optional.ofNullable(found.getFile()).map(File::toPath).filter(Files::isRegularFile);
    }

    /** The local repository's folder. */
    public Path localRepository() {
        return session.getLocalRepository().getBasedir().toPath();
    }

    /** Whether Maven may not use the network. */
    public boolean offline() {
        return session.isOffline();
    }

    /** The version of an artifact that would be used: the user's own, or the one given. */
    public Coordinate version(Coordinate wanted) {
        Library own = ofPlugin.get(wanted.key());
        return own == null ? wanted : own.coordinate();
    }

    private Library own(Artifact artifact) {
        Library found = new Library(coordinate(artifact), artifact.getFile().toPath());
        return ofPlugin.getOrDefault(found.coordinate().key(), found);
    }

    private DseException unresolved(DependencyResolutionException e, List<Coordinate> roots) {
        List<Coordinate> missing = new ArrayList<>();
        if (e.getResult() != null) {
            for (ArtifactResult result : e.getResult().getArtifactResults()) {
                if (!result.isResolved()) {
                    missing.add(coordinate(result.getRequest().getArtifact()));
                }
            }
        }
        for (Throwable cause = e; missing.isEmpty() && cause != null; cause = cause.getCause()) {
            if (cause instanceof ArtifactNotFoundException notFound && notFound.getArtifact() != null) {
                missing.add(coordinate(notFound.getArtifact()));
            }
        }
        if (missing.isEmpty()) {
            roots.forEach(root -> missing.add(version(root)));
        }
        return new DseException(
                missing.stream().map(coordinate -> problem(coordinate, e)).toList());
    }

    private Problem problem(Coordinate coordinate, Throwable e) {
        return new Problem(
                Place.of(coordinate.toString()),
                session.isOffline()
                        ? "is not in the local repository, and Maven is offline"
                        : "can't be resolved (" + rootMessage(e) + ")",
                Suggestions.fetchArtifact(coordinate.forDownload()));
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    private static Artifact artifact(Coordinate c) {
        return new DefaultArtifact(c.groupId(), c.artifactId(), c.classifier(), "jar", c.version());
    }

    private static Coordinate coordinate(Artifact a) {
        return new Coordinate(a.getGroupId(), a.getArtifactId(), a.getVersion(), a.getClassifier());
    }
}
