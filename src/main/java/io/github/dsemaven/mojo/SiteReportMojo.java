/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.report.Report;
import io.github.dsemaven.report.SiteFolder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;

/**
 * Puts the report of {@code dse:report} into the project's site, making it first where no build has yet, or where
 * {@code dse:report} is not bound to the build. Needs maven-site-plugin 3.20 or newer.
 *
 * <pre>{@code
 * <reporting>
 *   <plugins>
 *     <plugin>
 *       <groupId>io.github.dsemaven</groupId>
 *       <artifactId>dse-maven-plugin</artifactId>
 *       <reportSets>
 *         <reportSet>
 *           <reports>
 *             <report>site-report</report>
 *           </reports>
 *         </reportSet>
 *       </reportSets>
 *     </plugin>
 *   </plugins>
 * </reporting>
 * }</pre>
 */
@Mojo(name = "site-report", threadSafe = true)
public final class SiteReportMojo extends AbstractReportMojo implements MavenReport {
    private static final String FOLDER = "dse-report";

    /** Skips this goal only. */
    @Parameter(property = "dse.site-report.skip", defaultValue = "false")
    private boolean skipGoal;

    /** Folder of the site; the site plugin sets it. */
    @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true)
    private File siteDirectory;

    /** Takes Maven's helper that attaches artifacts, and what runs the goal that evaluates. */
    @Inject
    public SiteReportMojo(MavenProjectHelper projectHelper, LifecycleExecutor lifecycle, BuildPluginManager plugins) {
        super(projectHelper, new OtherGoal(lifecycle, plugins));
    }

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    List<Problem> settingsOfThePom(UnknownSettings unknown, MavenProject project) {
        var problems = new ArrayList<>(super.settingsOfThePom(unknown, project));
        problems.addAll(unknown.reportElements(project));
        return problems;
    }

    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            checkSettings();
            boolean there = Files.isRegularFile(dseFolder().resolve("index.html"));
            if (!there || !boundGoals().contains(Report.GOAL)) {
                execute(); // which does nothing where nothing changed
            } else {
                checkThatItIsCurrent();
            }
            show();
        } catch (MojoExecutionException | MojoFailureException e) {
            throw new MavenReportException("can't make the report: " + e.getMessage(), e);
        } catch (DseException e) {
            throw new MavenReportException("can't make the report: " + Failures.message(e.problems()), e);
        }
    }

    private void show() {
        List<Path> left = new SiteFolder(
                        siteDirectory.toPath().resolve(FOLDER), dseFolder().getParent())
                .show(dseFolder());
        if (!left.isEmpty()) {
            log().warn(left.size()
                    + " files of an earlier report stay in the site, for it is not below the build's folder: "
                    + left.get(0) + (left.size() > 1 ? " and others" : "") + ". Delete them if nothing links to them");
        }
    }

    /** What the build bound was not made by this one where {@code mvn site} runs alone. */
    private void checkThatItIsCurrent() {
        tidy();
        var provenance = new Provenance(folders(), log());
        if (!provenance.outdated().isEmpty()) {
            log().warn(
                            "The report in the site is of an earlier state of the project. Run mvn verify site to make both anew");
        }
    }

    // deprecated in the interface, but the only name that site plugins before 3.22 ask for
    @Override
    @SuppressWarnings("deprecation")
    public String getOutputName() {
        return FOLDER + "/index";
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "Design-space exploration";
    }

    @Override
    public String getDescription(Locale locale) {
        return "Memory, throughput, latency and perplexity over the design space.";
    }

    @Override
    public void setReportOutputDirectory(File directory) {
        siteDirectory = directory;
    }

    @Override
    public File getReportOutputDirectory() {
        return siteDirectory;
    }

    @Override
    public boolean isExternalReport() {
        return true;
    }

    @Override
    public boolean canGenerateReport() {
        return !skipGoal;
    }
}
