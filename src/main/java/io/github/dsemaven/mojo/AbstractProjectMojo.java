/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.provenance.CacheFolder;
import io.github.dsemaven.provenance.CacheLocation;
import io.github.dsemaven.provenance.Folders;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.report.Bundle;
import io.github.dsemaven.report.Report;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** Where the goals that make something find the project and keep what they made. */
abstract class AbstractProjectMojo extends AbstractDseMojo {
    /** Folder that relative paths start from. */
    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    private File buildDirectory;

    /**
     * Folder that keeps what was drawn and evaluated, so that it need not be made again after {@code mvn clean}. By default
     * the user's cache folder.
     *
     * <pre>{@code <cacheDirectory>.cache</cacheDirectory>}</pre>
     */
    @Parameter(property = "dse.cacheDirectory")
    private File cacheDirectory;

    /**
     * Whether anything is kept in the cache folder.
     *
     * <pre>{@code <cache>false</cache>}</pre>
     */
    @Parameter(property = "dse.cache", defaultValue = "true")
    private boolean cache;

    /** The project's folder. */
    final Path base() {
        return basedir.toPath();
    }

    /** The folder of everything this plugin makes. */
    final Path dseFolder() {
        return BuildPath.of(buildDirectory).resolve("dse");
    }

    /** Where the project, its artifacts and its cache lie. */
    final Folders folders() {
        return Folders.of(basedir.toPath(), BuildPath.of(buildDirectory), cacheFolder());
    }

    @Override
    void tidy() {
        once("tidied", () -> {
            var provenance = new Provenance(folders(), log());
            boolean report = provenance.tidy(boundGoals()::bind).stream()
                    .anyMatch(step -> step.goal().equals(Report.GOAL));
            if (report) {
                new Bundle(provenance).drop();
            }
        });
    }

    /** The user's own cache folder, whatever this project keeps where; one of this build where it can't be used. */
    final Path userCache() {
        return usable(userCacheLocation()).orElseGet(() -> dseFolder().resolve(".caches"));
    }

    private static Path userCacheLocation() {
        return CacheLocation.of(
                System.getenv(), Path.of(System.getProperty("user.home")), System.getProperty("os.name"));
    }

    private Optional<Path> usable(Path folder) {
        Optional<String> problem = CacheFolder.problem(folder);
        problem.ifPresent(why -> log().warnOfMachine("The cache folder " + folder + " can't be used (" + why
                + "): nothing is kept for later builds"));
        return problem.isPresent() ? Optional.empty() : Optional.of(folder);
    }

    private Optional<Path> cacheFolder() {
        if (!cache) {
            return Optional.empty();
        }
        return usable(cacheDirectory != null ? cacheDirectory.toPath() : userCacheLocation());
    }
}
