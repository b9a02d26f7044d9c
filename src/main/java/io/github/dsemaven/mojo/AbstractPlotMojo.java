/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.chart.Format;
import io.github.dsemaven.chart.Theme;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.figure.Wording;
import io.github.dsemaven.plot.Claims;
import io.github.dsemaven.plot.Elsewhere;
import io.github.dsemaven.plot.PlotGoal;
import io.github.dsemaven.plot.PlotRequest;
import io.github.dsemaven.plot.PlotService;
import io.github.dsemaven.plot.Preparation;
import io.github.dsemaven.report.TradeOffs;
import java.io.File;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.SessionData;

/** Parameters of the goals that draw figures. */
abstract class AbstractPlotMojo extends AbstractProjectMojo {
    /**
     * CSV files, folders or globs, relative to the project, in the order in which their models are drawn. Without it, the
     * files of this goal in the folder {@code dse}. An entry that matches nothing is an error. A goal that draws several kinds
     * of files takes one list for all of them, and tells them apart by their headers.
     *
     * <pre>{@code
     * <csv>
     *   <file>dse/kv_cache_dse_results_Llama-3-8B-Instruct-q4f16_1-MLC.csv</file>
     *   <glob>sweeps/2026-*&#47;kv_cache_dse_results_*.csv</glob>
     * </csv>
     * }</pre>
     */
    @Parameter(property = "dse.csv")
    private List<String> csv;

    /**
     * Where the figures go; their data goes into {@code data} below it. Give each execution of a goal that draws the same
     * figures with other settings a folder of its own.
     *
     * <pre>{@code <outputDirectory>target/dse/batch-8</outputDirectory>}</pre>
     */
    @Parameter(property = "dse.outputDirectory", defaultValue = "${project.build.directory}/dse/figures")
    private File outputDirectory;

    /**
     * File formats: any of {@code svg}, {@code png}, {@code pdf}.
     *
     * <pre>{@code
     * <formats>
     *   <format>svg</format>
     *   <format>pdf</format>
     * </formats>
     * }</pre>
     */
    @Parameter(property = "dse.formats", defaultValue = "svg,png")
    private List<String> formats;

    /**
     * Resolution of PNG files, in dots per inch.
     *
     * <pre>{@code <dpi>300</dpi>}</pre>
     */
    @Parameter(property = "dse.dpi", defaultValue = "200")
    private int dpi;

    /**
     * Width of a page in centimetres; figures with many panels wrap to it.
     *
     * <pre>{@code <width>8.5</width>}</pre>
     */
    @Parameter(property = "dse.width", defaultValue = "16")
    private double width;

    /**
     * Colours: {@code light}, {@code dark}, or {@code grey}, which tells lines apart in print without colours.
     *
     * <pre>{@code <theme>dark</theme>}</pre>
     */
    @Parameter(property = "dse.theme", defaultValue = "light")
    private String theme;

    /**
     * Title above every figure of this execution; <code>{title}</code> in it stands for the title it replaces.
     *
     * <pre>{@code <title>Edge box: {title}</title>}</pre>
     */
    @Parameter(property = "dse.title")
    private String title;

    /**
     * Sentences to stand before the caption of every figure of this execution.
     *
     * <pre>{@code <caption>Synthetic data.</caption>}</pre>
     */
    @Parameter(property = "dse.caption")
    private String caption;

    /**
     * Whether zero is on the y axis. Without it small differences look large.
     *
     * <pre>{@code <zero>false</zero>}</pre>
     */
    @Parameter(property = "dse.zero", defaultValue = "true")
    private boolean zero;

    /**
     * Rows to draw: conditions on columns with {@code =}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=},
     * separated by commas. A condition on a column replaces this goal's own condition on it, which fixes the design point
     * of the {@code _vs_context} and quantization figures at {@code max_batch_size=1, sliding_window_size<=0,
     * attention_sink_size=0}.
     *
     * <pre>{@code <filter>max_batch_size=8, prefill_chunk_size=2048</filter>}</pre>
     */
    @Parameter(property = "dse.filter")
    private String filter;

    /**
     * Display names of models, by the tag in the CSV's file name.
     *
     * <pre>{@code
     * <models>
     *   <Llama-3-8B-Instruct-q0f16-MLC>float16</Llama-3-8B-Instruct-q0f16-MLC>
     * </models>
     * }</pre>
     */
    @Parameter
    private Map<String, String> models;

    /**
     * What counts where a configuration was measured more than once: {@code first} (as the Python scripts do),
     * {@code mean} or {@code median}.
     *
     * <pre>{@code <repeats>median</repeats>}</pre>
     */
    @Parameter(property = "dse.repeats", defaultValue = "first")
    private String repeats;

    /**
     * What happens to configurations that differ only in {@code num_runs}: {@code all} averages them (as the Python
     * scripts do), a number draws those of that many runs only, {@code separate} draws each as a model of its own.
     *
     * <pre>{@code <runs>3</runs>}</pre>
     */
    @Parameter(property = "dse.runs", defaultValue = "all")
    private String runs;

    /**
     * What the bands around lines span: {@code range}, smallest to largest over the parameters not drawn; {@code ci95}, a
     * bootstrap confidence interval of the mean with a fixed seed; {@code none}.
     *
     * <pre>{@code <band>none</band>}</pre>
     */
    @Parameter(property = "dse.band", defaultValue = "range")
    private String band;

    /**
     * Makes every warning about the data an error, and draws nothing where one file is bad.
     *
     * <pre>{@code <strict>true</strict>}</pre>
     */
    @Parameter(property = "dse.strict", defaultValue = "false")
    private boolean strict;

    /** Which figures this goal draws. */
    abstract PlotGoal goal();

    /** Folders searched for CSVs where the user names none. */
    List<Path> defaultFolders() {
        return List.of(base().resolve("dse"));
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        draw(goal(), csv(), csv().isEmpty() ? defaultFolders() : List.of(), log());
    }

    /** The files, folders and globs that the user named. */
    final List<String> csv() {
        return csv == null ? List.of() : Collections.unmodifiableList(csv);
    }

    /** Draws the figures of a goal with these settings. */
    final void draw(PlotGoal figures, List<String> files, List<Path> searched, Log log) {
        new PlotService(log, preparation(), elsewhere()).run(request(figures, files, searched));
    }

    /** What trade-off figures look like: as the others do. */
    final TradeOffs.Request tradeOffs() {
        return new TradeOffs.Request(
                execution(),
                BuildPath.of(outputDirectory),
                Theme.parse(theme),
                formats.stream()
                        .map(Format::parse)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Format.class))),
                dpi,
                width,
                models == null ? Map.of() : models,
                new Wording(text(title), text(caption)));
    }

    private PlotRequest request(PlotGoal figures, List<String> files, List<Path> searched) {
        return new PlotRequest(
                figures,
                execution(),
                base(),
                files,
                searched,
                BuildPath.of(outputDirectory),
                folders(),
                new PlotRequest.Look(formats, dpi, theme, text(title), text(caption), width, zero),
                new PlotRequest.Data(text(filter), models == null ? Map.of() : models, repeats, runs, band),
                strict,
                claims());
    }

    /** Maven keeps the context for the goals of one plugin in one project of one build. */
    @SuppressWarnings("unchecked")
    private Claims claims() {
        Map<Object, Object> context = getPluginContext();
        return (Claims) context.computeIfAbsent("dse.claims", key -> new Claims());
    }

    @SuppressWarnings("unchecked")
    private Elsewhere elsewhere() {
        Map<Object, Object> context = getPluginContext();
        return (Elsewhere) context.computeIfAbsent("dse.elsewhere", key -> new Elsewhere(modules()));
    }

    private List<Path> modules() {
        List<MavenProject> projects = Objects.requireNonNullElse(session().getAllProjects(), List.of());
        return projects.stream()
                .map(MavenProject::getBasedir)
                .filter(Objects::nonNull)
                .map(File::toPath)
                .toList();
    }

    /** Of the whole build, of which each project has goals. Keyed by the class, since another class loader has another. */
    private Preparation preparation() {
        SessionData build = session().getRepositorySession().getData();
        build.set(Preparation.class, null, new Preparation());
        return (Preparation) build.get(Preparation.class);
    }

    private static String text(String parameter) {
        return Objects.requireNonNullElse(parameter, "").strip();
    }
}
