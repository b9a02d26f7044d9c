/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.perplexity.BaseModels;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.Folders;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code dse:eval-ppl} is asked to do.
 *
 * @param execution which execution of the goal, for provenance
 * @param evaluations in the order of the POM, defaults merged in
 * @param baseModels which models on the hub MLC models were made from
 * @param folders where relative paths start, and where the manifest and the cache lie
 * @param outputDirectory folder of the result files
 * @param hub how models of the Hugging Face hub are reached
 * @param caches folder of the user's caches: unpacked libraries, locks of devices
 * @param threads threads to compute with; empty for one a processor
 * @param strict whether a warning is a failure
 * @param cudaLibraries where libraries of CUDA that the system lacks come from
 * @param jvmArguments for the forked JVM, after our own
 */
public record EvaluationRequest(
        Execution execution,
        List<EvaluationSettings> evaluations,
        BaseModels baseModels,
        Folders folders,
        Path outputDirectory,
        HubSettings hub,
        Path caches,
        OptionalInt threads,
        boolean strict,
        CudaSource cudaLibraries,
        List<String> jvmArguments) {
    public EvaluationRequest {
        evaluations = List.copyOf(evaluations);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** Where the losses of evaluations are kept: in the cache, which outlives {@code mvn clean}. */
    Path results() {
        return folders.cache()
                .map(cache -> cache.resolve("v1").resolve("evaluations"))
                .orElseGet(() -> workFolder().resolve("results"));
    }

    /** Where request, outcomes and the child's log lie. */
    Path workFolder() {
        return outputDirectory.resolve(".eval-ppl");
    }
}
