/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.provenance.Versions;
import io.github.dsemaven.report.Starter;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Sets an experiment repository up: adds this plugin to its POM (or writes one), makes the folder {@code dse} for the CSV
 * files, and a {@code .gitignore}. Never overwrites a file; comments and formatting of the POM stay as they are.
 *
 * <pre>{@code mvn io.github.dsemaven:dse-maven-plugin:init}</pre>
 */
@Mojo(name = "init", requiresProject = false, threadSafe = true)
public final class InitMojo extends AbstractDseMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.init.skip", defaultValue = "false")
    private boolean skipGoal;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() {
        new Starter(basedir.toPath(), Versions.plugin()).write().forEach(line -> log().info(line));
        log().info("Put CSV files into dse and run mvn verify: the report is target/dse/index.html");
    }
}
