/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.chart.Format;
import io.github.dsemaven.chart.Theme;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.figure.Wording;
import io.github.dsemaven.plot.Claims;
import io.github.dsemaven.plot.Elsewhere;
import io.github.dsemaven.plot.PlotGoal;
import io.github.dsemaven.plot.PlotRequest;
import io.github.dsemaven.plot.PlotService;
import io.github.dsemaven.plot.Preparation;
import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.Folders;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After any edit of a repository, a build makes the same bytes whether it starts from the last one or from nothing. */
class IncrementalBuildTest {
    private static final int EDITS = 9;
    private static final String KEYS = "model,device,context_window_size,prefill_chunk_size,max_batch_size,"
            + "sliding_window_size,attention_sink_size,num_runs,max_tokens,";

    @TempDir
    Path folder;

    private Path repository;
    private Random random;
    private Pom pom;
    private int number;

    /** What a POM says of the plugin: which goals are bound, with which settings. */
    private record Pom(boolean report, boolean memory, boolean paper, String filter, String format, boolean bundle) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void isTheSameFromTheLastBuildAndFromNothing(long seed) throws IOException {
        random = new Random(seed);
        repository = Files.createDirectories(folder.resolve("repository"));
        Files.createDirectories(repository.resolve("dse"));
        pom = new Pom(true, false, false, "", "svg", true);
        for (String kind : List.of("results", "metrics", "results", "ppl")) {
            add(kind);
        }
        build(repository, Optional.empty());
        var edits = new ArrayList<String>();
        for (int i = 0; i < EDITS; i++) {
            edits.add(edit());
            boolean good = build(repository, Optional.empty());
            Path clean = folder.resolve("clean-" + i).resolve("repository");
            copy(repository.resolve("dse"), clean.resolve("dse"));
            assertThat(build(clean, Optional.of(folder.resolve("cache"))))
                    .as("%s", edits)
                    .isEqualTo(good);
            if (good) {
                assertThat(made(repository)).as("%s", edits).isEqualTo(made(clean));
            }
        }
    }

    /** One edit, in words. */
    private String edit() throws IOException {
        List<Path> files = csv();
        int what = files.isEmpty() ? 0 : random.nextInt(11);
        Path any = files.isEmpty() ? repository : files.get(random.nextInt(files.size()));
        switch (what) {
            case 0, 1 -> {
                return "add " + add(List.of("results", "metrics", "ppl").get(random.nextInt(3)));
            }
            case 2 ->
                Files.writeString(
                        any, Files.readString(any).replaceFirst(",[0-9]+\\.5", "," + random.nextInt(900) + ".5"));
            case 3 ->
                Files.move(
                        any, any.resolveSibling(any.getFileName().toString().replaceAll("[A-Z]\\d+", "R" + number++)));
            case 4 -> Files.delete(any);
            case 5 -> {
                String kind = any.getFileName().toString().replaceAll("_[A-Z].*", "");
                for (Path file : files) {
                    if (file.getFileName().toString().startsWith(kind)) {
                        Files.delete(file);
                    }
                }
                return "delete all of " + kind;
            }
            case 6 -> pom = new Pom(pom.report, pom.memory, !pom.paper, pom.filter, pom.format, pom.bundle);
            case 7 -> pom = new Pom(pom.report, !pom.memory, pom.paper, pom.filter, pom.format, pom.bundle);
            case 8 -> pom = new Pom(!pom.report, true, pom.paper, pom.filter, pom.format, !pom.bundle);
            case 9 ->
                pom = new Pom(
                        true,
                        pom.memory,
                        pom.paper,
                        pom.filter.isEmpty() ? "max_batch_size=1" : "",
                        pom.format.equals("svg") ? "svg,png" : "svg",
                        pom.bundle);
            default ->
                Files.writeString(
                        any,
                        Files.readString(any).contains(",bad")
                                ? Files.readString(any).replace(",bad", ",7.5")
                                : Files.readString(any).replaceFirst(",[0-9]+\\.5", ",bad"));
        }
        return what + " " + any.getFileName() + " " + pom;
    }

    private String add(String kind) throws IOException {
        String tag = "M" + number++;
        var text = new StringBuilder();
        String name;
        if (kind.equals("ppl")) {
            name = tag + "_ppl_results.csv";
            text.append("mlc_model,hf_model,device,max_length,stride,split,load_in_4bit,load_in_8bit,fake_q3bit,ppl\n");
            text.append("m,m,cpu,8,4,test,0,0,0,").append(random.nextInt(90)).append(".5\n");
        } else {
            boolean memory = kind.equals("results");
            name = "kv_cache_dse_" + kind + "_" + tag + ".csv";
            text.append(KEYS).append(memory ? "gpu_mem_total_mb,gpu_mem_kvcache_mb\n" : "metric_name,metric_value\n");
            for (int context : List.of(1024, 2048)) {
                String row = tag + ",d," + context + ",1024,1,-1,0,1,1,";
                String value = random.nextInt(900) + ".5";
                text.append(row)
                        .append(memory ? value + "," + value : "decode_tokens_per_s," + value)
                        .append('\n');
                if (!memory) {
                    for (String metric : List.of(
                            "prefill_tokens_per_s",
                            "last_finished_request_end_to_end_latency_s",
                            "last_finished_request_ttft_s")) {
                        text.append(row)
                                .append(metric)
                                .append(',')
                                .append(value)
                                .append('\n');
                    }
                }
            }
        }
        Files.writeString(repository.resolve("dse").resolve(name), text);
        return name;
    }

    /** What {@code mvn verify} does; false where a goal failed. */
    private boolean build(Path project, Optional<Path> cache) {
        Folders folders = Folders.of(project, project.resolve("target"), cache);
        var provenance = new Provenance(folders);
        var failed = new boolean[1];
        provenance.tidy(bound()::contains);
        if (pom.memory) {
            during(failed, () -> draw(folders, PlotGoal.MEMORY, "default", "figures"));
        }
        if (pom.paper) {
            during(failed, () -> draw(folders, PlotGoal.MEMORY, "paper", "paper"));
        }
        Path zip = project.resolve("target/report.zip");
        if (pom.report) {
            for (PlotGoal goal : PlotGoal.values()) {
                if (goal != PlotGoal.MEMORY || !pom.memory && !pom.paper) {
                    during(failed, () -> draw(folders, goal, "default", "figures"));
                }
            }
            during(failed, () -> report(provenance, zip));
        }
        return !failed[0];
    }

    private void report(Provenance provenance, Path zip) {
        new TradeOffs(provenance)
                .draw(new TradeOffs.Request(
                        Execution.ofPom("default"),
                        provenance.folders().output().resolve("figures"),
                        Theme.LIGHT,
                        EnumSet.of(Format.SVG),
                        96,
                        16,
                        Map.of(),
                        new Wording("", "")));
        var report = new Report(provenance, letters -> "");
        var request = new Report.Request(Execution.ofPom("default"), "Random", "1");
        var bundle = new Bundle(provenance);
        if (report.nothingToShow()) {
            report.drop(request);
            bundle.drop(zip);
            return;
        }
        report.make(request);
        if (pom.bundle) {
            bundle.write(zip, Bundle.NO_TIME);
        } else {
            bundle.drop(zip);
        }
    }

    private void draw(Folders folders, PlotGoal goal, String execution, String output) {
        new PlotService(Log.silent(), new Preparation(), new Elsewhere())
                .run(new PlotRequest(
                        goal,
                        Execution.ofPom(execution),
                        folders.project(),
                        List.of(),
                        List.of(folders.project().resolve("dse")),
                        folders.output().resolve(output),
                        folders,
                        new PlotRequest.Look(List.of(pom.format.split(",")), 50, "light", "", "", 16, true),
                        new PlotRequest.Data(pom.filter, Map.of(), "first", "all", "range"),
                        false,
                        new Claims()));
    }

    private Set<StepKey> bound() {
        var bound = new HashSet<StepKey>();
        if (pom.memory) {
            bound.add(new StepKey("plot-memory", "default"));
        }
        if (pom.paper) {
            bound.add(new StepKey("plot-memory", "paper"));
        }
        if (pom.report) {
            Stream.of("plot-quant", "plot-throughput", "plot-ppl", "report", "report-tradeoffs")
                    .forEach(goal -> bound.add(new StepKey(goal, "default")));
            if (!pom.memory && !pom.paper) {
                bound.add(new StepKey("plot-memory", "default"));
            }
        }
        return bound;
    }

    private static void during(boolean[] failed, Runnable goal) {
        try {
            goal.run();
        } catch (DseException e) {
            failed[0] = true;
        }
    }

    private List<Path> csv() throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve("dse"))) {
            return files.sorted().toList();
        }
    }

    /** Digests of all that was made, but for the file that says when. */
    private Map<String, String> made(Path project) throws IOException {
        var made = new TreeMap<String, String>();
        Path target = project.resolve("target");
        if (!Files.exists(target)) {
            return made;
        }
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = target.relativize(file).toString();
                boolean bundle = name.equals("report.zip") && pom.report;
                if (bundle || name.startsWith("dse/") && !name.endsWith("environment.json")) {
                    made.put(name, Sha256.of(file));
                }
            }
        }
        return made;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
