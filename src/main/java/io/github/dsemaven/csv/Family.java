/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The three kinds of CSV files, each known by the columns of its header. */
public enum Family {
    /** {@code kv_cache_dse_results_<tag>.csv}: a row for each run, with its GPU memory. */
    RESULTS("results", "kv_cache_dse_results_", Columns.TOTAL_MEMORY, "plot-memory and plot-quant", results()),
    /** {@code kv_cache_dse_metrics_<tag>.csv}: a row for each configuration and metric. */
    METRICS("metrics", "kv_cache_dse_metrics_", Columns.METRIC_NAME, "plot-throughput", metrics()),
    /** {@code <dataset>_ppl_results.csv}: a row for each model and quantization. */
    PERPLEXITY("perplexity", "", Columns.PERPLEXITY, "plot-ppl", perplexity());

    private static final String PERPLEXITY_SUFFIX = "_ppl_results";

    private final String word;
    private final String prefix;
    private final String mark;
    private final String goals;
    private final List<ColumnSpec> columns;

    Family(String word, String prefix, String mark, String goals, List<ColumnSpec> columns) {
        this.word = word;
        this.prefix = prefix;
        this.mark = mark;
        this.goals = goals;
        this.columns = columns;
    }

    /** {@code results}, {@code metrics} or {@code perplexity}. */
    public String word() {
        return word;
    }

    /** Glob of the names that such files have. */
    public String filePattern() {
        return this == PERPLEXITY ? "*" + PERPLEXITY_SUFFIX + ".csv" : prefix + "*.csv";
    }

    /** The goals that draw such files, in words. */
    public String goals() {
        return goals;
    }

    List<ColumnSpec> columns() {
        return columns;
    }

    /** The model tag or data set: the file stem without what the benchmark scripts put around it. */
    public String tag(InputFile file) {
        if (this == PERPLEXITY) {
            int suffix = file.stem().indexOf(PERPLEXITY_SUFFIX);
            return suffix < 0 ? file.stem() : file.stem().substring(0, suffix);
        }
        return file.stem().replace(prefix, "");
    }

    /** The family whose own column a header has. */
    static Optional<Family> recognise(Set<String> header) {
        for (Family family : values()) {
            if (header.contains(family.mark)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    private static List<ColumnSpec> key() {
        return List.of(
                ColumnSpec.text(Columns.MODEL),
                ColumnSpec.text(Columns.DEVICE),
                ColumnSpec.size(Columns.CONTEXT_WINDOW),
                ColumnSpec.size(Columns.PREFILL_CHUNK),
                ColumnSpec.size(Columns.MAX_BATCH),
                ColumnSpec.sizeOrOff(Columns.SLIDING_WINDOW),
                ColumnSpec.size(Columns.ATTENTION_SINK),
                ColumnSpec.size(Columns.NUM_RUNS),
                ColumnSpec.size(Columns.MAX_TOKENS));
    }

    private static List<ColumnSpec> results() {
        var all = new ArrayList<>(key());
        Columns.DRAWN_MEMORY.forEach(name -> all.add(ColumnSpec.drawn(name)));
        List.of("time_s", "approx_chars", "gpu_mem_params_mb", "gpu_mem_temp_mb")
                .forEach(name -> all.add(ColumnSpec.undrawn(name)));
        return List.copyOf(all);
    }

    private static List<ColumnSpec> metrics() {
        var all = new ArrayList<>(key());
        all.add(ColumnSpec.text(Columns.METRIC_NAME));
        all.add(ColumnSpec.drawn(Columns.METRIC_VALUE));
        return List.copyOf(all);
    }

    private static List<ColumnSpec> perplexity() {
        return List.of(
                ColumnSpec.optionalText("mlc_model"),
                ColumnSpec.text("hf_model"),
                ColumnSpec.flag("load_in_4bit"),
                ColumnSpec.flag("load_in_8bit"),
                ColumnSpec.flag("fake_q3bit"),
                ColumnSpec.drawn(Columns.PERPLEXITY),
                ColumnSpec.optionalText("quantization"),
                ColumnSpec.optionalText("protocol"),
                ColumnSpec.optionalText("device"),
                ColumnSpec.optionalText("split"),
                ColumnSpec.undrawn("max_length"),
                ColumnSpec.undrawn("stride"));
    }
}
