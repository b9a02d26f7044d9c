/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.util.Comparator;

/**
 * What tells the steps of a project apart: executions of the POM by goal and execution, runs from the command line also by
 * the names of their inputs and their output folder.
 *
 * @param goal such as {@code plot-memory}
 * @param execution Maven's execution id, such as {@code default} or {@code default-cli}
 * @param run output folder and inputs of a run from the command line; empty for an execution of the POM
 */
public record StepKey(String goal, String execution, String run) implements Comparable<StepKey> {
    private static final Comparator<StepKey> ORDER = Comparator.comparing(StepKey::goal)
            .thenComparing(StepKey::execution)
            .thenComparing(StepKey::run);

    /** Of an execution of the POM. */
    public StepKey(String goal, String execution) {
        this(goal, execution, "");
    }

    /** Whether the POM does not bind it. */
    public boolean commandLine() {
        return !run.isEmpty();
    }

    @Override
    public int compareTo(StepKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code plot-memory (default)}, {@code plot-memory (default-cli: dse/a.csv into target/dse/figures)}. */
    @Override
    public String toString() {
        return goal + " (" + execution + (run.isEmpty() ? "" : ": " + run) + ")";
    }
}
