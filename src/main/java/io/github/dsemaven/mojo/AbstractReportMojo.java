/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.chart.FontFace;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.plot.NamedFiles;
import io.github.dsemaven.plot.PlotGoal;
import io.github.dsemaven.provenance.Decision;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.report.Bundle;
import io.github.dsemaven.report.Outdated;
import io.github.dsemaven.report.OutputTime;
import io.github.dsemaven.report.Report;
import io.github.dsemaven.report.StepSummary;
import io.github.dsemaven.report.TradeOffs;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/** Parameters and work of the goals that make a report. */
abstract class AbstractReportMojo extends AbstractPlotMojo {
    private static final String CLASSIFIER = "dse-report";
    private static final String EVALUATION = "eval-ppl";

    /**
     * What stands above the report.
     *
     * <pre>{@code <reportTitle>KV cache of Llama-3-8B on an RTX 4090</reportTitle>}</pre>
     */
    @Parameter(property = "dse.reportTitle", defaultValue = "${project.name}")
    private String reportTitle;

    /**
     * Whether a ZIP file with everything is made and attached to the project, with classifier {@code dse-report}.
     *
     * <pre>{@code <bundle>false</bundle>}</pre>
     */
    @Parameter(property = "dse.bundle", defaultValue = "true")
    private boolean bundle;

    /**
     * The time of all entries of the bundle, as for Maven's own archives. Without it, the environment variable
     * {@code SOURCE_DATE_EPOCH} counts.
     *
     * <pre>{@code <outputTimestamp>2026-11-24T00:00:00Z</outputTimestamp>}</pre>
     */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    private String outputTimestamp;

    @Parameter(defaultValue = "${project.build.directory}/${project.build.finalName}-dse-report.zip", readonly = true)
    private File bundleFile;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    private final MavenProjectHelper projectHelper;
    private final OtherGoal otherGoal;

    AbstractReportMojo(MavenProjectHelper projectHelper, OtherGoal otherGoal) {
        this.projectHelper = projectHelper;
        this.otherGoal = otherGoal;
    }

    @Override
    final PlotGoal goal() {
        throw new IllegalStateException("a report is of all goals");
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        var failures = new Failures();
        BoundGoals bound = boundGoals();
        if (!bound.contains(EVALUATION)) {
            failures.during(() -> otherGoal.run(
                    session(), pluginFiles().plugin(), EVALUATION, execution().id(), context(getPluginContext())));
        }
        var log = new ReportLog(log());
        try {
            failures.during(() -> drawWhatNobodyDraws(bound, failures, log));
        } finally {
            log.end();
        }
        failures.during(this::report);
        failures.end();
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> context(Map<?, ?> raw) {
        return (Map<Object, Object>) raw;
    }

    private void report() {
        var provenance = new Provenance(folders(), log());
        once("outdated", () -> new Outdated(provenance).warn(log()));
        TradeOffs.Outcome drawn = new TradeOffs(provenance).draw(tradeOffs());
        if (drawn.figures() > 0) {
            log().info(drawn.figures()
                    + (drawn.figures() == 1 ? " trade-off figure" : " trade-off figures")
                    + how("drawn", drawn.decision().orElseThrow()));
        }
        var report = new Report(provenance, letters -> FontFace.css(Report.FONT, letters));
        var request = new Report.Request(execution(), reportTitle, project.getVersion());
        if (report.nothingToShow()) {
            log().info("Nothing to report: no figures and no perplexities");
            report.drop(request);
            new Bundle(provenance).drop(BuildPath.of(bundleFile));
            return;
        }
        Decision decision = report.make(request);
        String page = provenance.folders().inputName(dseFolder().resolve("index.html"));
        log().info("Report in " + page + how("made", decision));
        if (bundle) {
            bundle(provenance);
        } else {
            new Bundle(provenance).drop(BuildPath.of(bundleFile));
        }
        String summary = Objects.requireNonNullElse(System.getenv("GITHUB_STEP_SUMMARY"), "");
        if (!summary.isBlank()) {
            new StepSummary(summary).append(report.content(request)).ifPresent(log()::warnOfMachine);
        }
    }

    private static String how(String made, Decision decision) {
        if (decision instanceof Decision.Run) {
            return ", " + made + " because " + decision.reason();
        }
        return (decision instanceof Decision.Restored ? " taken from the cache (" : " up to date (") + decision.reason()
                + ")";
    }

    private void bundle(Provenance provenance) {
        String epoch = Objects.requireNonNullElse(System.getenv("SOURCE_DATE_EPOCH"), "");
        var time = OutputTime.of(Objects.requireNonNullElse(outputTimestamp, ""), epoch);
        if (new Bundle(provenance).write(BuildPath.of(bundleFile), time)) {
            log().info("Bundle in " + provenance.folders().inputName(BuildPath.of(bundleFile)));
        }
        if (project.getFile() != null) {
            projectHelper.attachArtifact(project, "zip", CLASSIFIER, bundleFile);
        }
    }

    /** Goals bound elsewhere in the POM have settings of their own, and are not repeated here. */
    private void drawWhatNobodyDraws(BoundGoals bound, Failures failures, Log log) throws MojoExecutionException {
        Optional<NamedFiles> named = csv().isEmpty() ? Optional.empty() : Optional.of(NamedFiles.of(base(), csv()));
        for (PlotGoal goal : PlotGoal.values()) {
            if (!bound.contains(goal.goal())) {
                List<String> files = named.map(all -> all.of(goal)).orElse(List.of());
                List<Path> searched = searched(goal, named.isPresent());
                failures.during(() -> draw(goal, files, searched, log));
            }
        }
    }

    /** Where files of a goal are looked for beside those named: what this build evaluated is always drawn. */
    private List<Path> searched(PlotGoal goal, boolean named) {
        List<Path> usual = named ? List.of() : defaultFolders();
        return goal == PlotGoal.PERPLEXITY
                ? Stream.concat(usual.stream(), Stream.of(dseFolder())).toList()
                : usual;
    }
}
