/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

/** The plot goals, each with the CSVs it takes where the user names a folder or nothing. */
public enum PlotGoal {
    MEMORY("plot-memory", "kv_cache_dse_results_*.csv"),
    QUANTIZATION("plot-quant", "kv_cache_dse_results_*.csv"),
    THROUGHPUT("plot-throughput", "kv_cache_dse_metrics_*.csv"),
    PERPLEXITY("plot-ppl", "*_ppl_results.csv");

    private final String goal;
    private final String filePattern;

    PlotGoal(String goal, String filePattern) {
        this.goal = goal;
        this.filePattern = filePattern;
    }

    /** Name on the command line, without the prefix {@code dse:}. */
    public String goal() {
        return goal;
    }

    /** Glob that the names of this goal's CSVs match. */
    public String filePattern() {
        return filePattern;
    }
}
