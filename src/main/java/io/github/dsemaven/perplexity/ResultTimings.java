/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.artifact.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs from run to run: times and speeds, kept apart so that the other result files can be compared bit by bit. */
final class ResultTimings {
    private ResultTimings() {}

    static String of(String dataset, List<EvaluationResult> results) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", 1);
        root.put("dataset", dataset);
        root.put("evaluations", results.stream().map(ResultTimings::evaluation).toList());
        return Json.pretty(root);
    }

    private static Map<String, Object> evaluation(EvaluationResult result) {
        Timing timing = result.timing();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("hf_model", result.evaluation().hfModel());
        map.put("quantization", result.evaluation().quantization().label());
        map.put("device", result.device());
        map.put("dtype", result.dtypeText());
        map.put("low_memory", result.evaluation().lowMemory());
        map.put("partial", result.partial());
        map.put("reused", timing.reused());
        map.put("seconds", timing.seconds());
        map.put("input_tokens", timing.inputTokens());
        map.put("input_tokens_per_s", timing.inputTokensPerSecond());
        return map;
    }
}
