/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.provenance.Folders;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.report.Outdated;
import io.github.dsemaven.report.ReportContent;
import io.github.dsemaven.report.ReportFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals share that read what other goals made. */
abstract class AbstractArtifactMojo extends AbstractDseMojo {
    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    private File buildDirectory;

    /** The project's folder. */
    final Path base() {
        return basedir.toPath();
    }

    /** {@code target/dse}. */
    final Path artifacts() {
        return provenance().folders().output();
    }

    final Provenance provenance() {
        return new Provenance(Folders.of(basedir.toPath(), BuildPath.of(buildDirectory), Optional.empty()), log());
    }

    @Override
    void tidy() {
        once("tidied", () -> provenance().tidy(boundGoals()::bind));
    }

    /** What was made so far. */
    final ReportContent content() {
        once("outdated", () -> new Outdated(provenance()).warn(log()));
        return new ReportFolder(artifacts()).read("", "", provenance());
    }

    /** The files of what was made so far. */
    final List<Path> files() {
        return new ReportFolder(artifacts()).files(provenance());
    }

    /** A path as the user would write it. */
    final String shown(Path path) {
        return provenance().folders().inputName(path);
    }
}
