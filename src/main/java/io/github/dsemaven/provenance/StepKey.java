/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.util.Comparator;

/**
 * One execution of one goal in a project.
 *
 * @param goal such as {@code plot-memory}
 * @param execution Maven's execution id, such as {@code default} or {@code default-cli}
 */
public record StepKey(String goal, String execution) implements Comparable<StepKey> {
    private static final Comparator<StepKey> ORDER =
            Comparator.comparing(StepKey::goal).thenComparing(StepKey::execution);

    @Override
    public int compareTo(StepKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code plot-memory (default)}. */
    @Override
    public String toString() {
        return goal + " (" + execution + ")";
    }
}
