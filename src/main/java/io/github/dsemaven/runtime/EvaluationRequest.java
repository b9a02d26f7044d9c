/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.perplexity.EvaluationSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code dse:eval-ppl} is asked to do.
 *
 * @param evaluations in the order of the POM, defaults merged in
 * @param basedir where relative paths start
 * @param outputDirectory folder of the result files
 * @param caches folder of the user's caches
 * @param threads threads to compute with; empty for one a processor
 * @param strict whether a warning is a failure
 * @param cudaLibraries where libraries of CUDA that the system lacks come from
 * @param jvmArguments for the forked JVM, after our own
 */
public record EvaluationRequest(
        List<EvaluationSettings> evaluations,
        Path basedir,
        Path outputDirectory,
        Path caches,
        OptionalInt threads,
        boolean strict,
        CudaSource cudaLibraries,
        List<String> jvmArguments) {
    public EvaluationRequest {
        evaluations = List.copyOf(evaluations);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** Where request, outcomes and the child's log lie. */
    Path workFolder() {
        return outputDirectory.resolve(".eval-ppl");
    }
}
