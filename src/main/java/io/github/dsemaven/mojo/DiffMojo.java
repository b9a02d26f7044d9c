/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.report.Comparison;
import io.github.dsemaven.report.Diff;
import io.github.dsemaven.report.Snapshot;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Tells which points and perplexities moved since a baseline or another bundle, and by how much: in the log, and in
 * {@code target/dse-diff} as {@code diff.json}, {@code diff.csv} and a picture, {@code diff.svg}.
 *
 * <pre>{@code mvn dse:diff -Ddse.against=../before/target/before-1.0-dse-report.zip}</pre>
 */
@Mojo(name = "diff", requiresProject = false, threadSafe = true)
public final class DiffMojo extends AbstractArtifactMojo {
    private static final int LOGGED = 20;

    /** Skips this goal only. */
    @Parameter(property = "dse.diff.skip", defaultValue = "false")
    private boolean skipGoal;

    /**
     * What to compare with: the folder of a baseline, a bundle (the ZIP file with classifier {@code dse-report}), or an
     * unpacked bundle.
     *
     * <pre>{@code <against>releases/1.0-dse-report.zip</against>}</pre>
     */
    @Parameter(property = "dse.against", defaultValue = "${basedir}/dse/baseline")
    private File against;

    /**
     * What is compared: what this project's last build made, or a folder or bundle like {@code against}.
     *
     * <pre>{@code <now>releases/1.1-dse-report.zip</now>}</pre>
     */
    @Parameter(property = "dse.now")
    private File now;

    /**
     * Where the files go.
     *
     * <pre>{@code <diffDirectory>target/changes</diffDirectory>}</pre>
     */
    @Parameter(property = "dse.diffDirectory", defaultValue = "${project.build.directory}/dse-diff")
    private File diffDirectory;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() {
        Diff diff;
        try (Snapshot before = Snapshot.read(against.toPath());
                Snapshot after = now == null ? Snapshot.of(content(), artifacts()) : Snapshot.read(now.toPath())) {
            diff = new Diff(Comparison.of(before, after));
        }
        diff.words(LOGGED).forEach(line -> log().info(line));
        String files = diff.write(BuildPath.of(diffDirectory)).stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        log().info("Written to " + shown(BuildPath.of(diffDirectory)) + ": " + files);
    }
}
