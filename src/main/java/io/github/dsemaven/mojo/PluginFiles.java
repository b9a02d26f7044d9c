/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.runtime.Coordinate;
import io.github.dsemaven.runtime.Library;
import io.github.dsemaven.runtime.LibraryResolver;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.eclipse.aether.RepositorySystem;

/** The plugin's own files as Maven resolved them, with what the user added as dependencies of the plugin. */
record PluginFiles(PluginDescriptor plugin) {
    List<Library> dependencies() {
        return plugin.getArtifacts().stream()
                .filter(artifact -> artifact.getFile() != null)
                .map(artifact ->
                        new Library(coordinate(artifact), artifact.getFile().toPath()))
                .toList();
    }

    /** The jar that this class came from, or the class folder in a build of the plugin itself. */
    Path ownClasses() {
        try {
            return Path.of(PluginFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Finds what these goals fetch themselves, in the repositories that plugins of the project come from. */
    LibraryResolver resolver(RepositorySystem system, MavenSession session) {
        return new LibraryResolver(
                system,
                session.getRepositorySession(),
                session.getCurrentProject().getRemotePluginRepositories(),
                dependencies());
    }

    private static Coordinate coordinate(Artifact artifact) {
        return new Coordinate(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getVersion(),
                Objects.requireNonNullElse(artifact.getClassifier(), ""));
    }
}
