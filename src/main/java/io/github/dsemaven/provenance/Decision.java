/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

/** What a goal has to do, and why, in words for the log. */
public sealed interface Decision {
    /** Why, such as {@code dse/a.csv changed}. */
    String reason();

    /** Nothing: inputs, parameters, versions and outputs are those of the last run. */
    record UpToDate(StepRecord record, String reason) implements Decision {}

    /** Nothing: the outputs were taken from the content cache. */
    record Restored(StepRecord record, String reason) implements Decision {}

    /** Everything. */
    record Run(String reason) implements Decision {}
}
