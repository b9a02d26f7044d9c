/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.csv.Family;

/** The plot goals, each with the CSVs it takes where the user names a folder or nothing. */
public enum PlotGoal {
    MEMORY("plot-memory", Family.RESULTS),
    QUANTIZATION("plot-quant", Family.RESULTS),
    THROUGHPUT("plot-throughput", Family.METRICS),
    PERPLEXITY("plot-ppl", Family.PERPLEXITY);

    private final String goal;
    private final Family family;

    PlotGoal(String goal, Family family) {
        this.goal = goal;
        this.family = family;
    }

    /** Name on the command line, without the prefix {@code dse:}. */
    public String goal() {
        return goal;
    }

    /** What kind of CSV files it draws. */
    Family family() {
        return family;
    }

    /** Glob that the names of this goal's CSVs match. */
    public String filePattern() {
        return family.filePattern();
    }
}
