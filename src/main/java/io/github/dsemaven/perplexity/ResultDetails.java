/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.artifact.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Everything known of the evaluations on one data set, as JSON; {@code perplexity-results.md} of the site explains each key.
 * Holds nothing that differs between two runs with the same input: times are in {@link ResultTimings}.
 */
final class ResultDetails {
    /** Raised when a key changes its meaning or goes away. */
    private static final int FORMAT = 1;

    private ResultDetails() {}

    static String of(String dataset, List<EvaluationResult> results) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("dataset", dataset);
        root.put("partial", results.stream().anyMatch(EvaluationResult::partial));
        if (DatasetChoice.NAMES.contains(dataset)) {
            root.put(
                    "note",
                    "The raw test and validation splits of wikitext2 and wikitext103 are the same text, so their"
                            + " perplexities are the same number.");
        }
        root.put("bootstrap", bootstrap());
        root.put(
                "evaluations",
                results.stream().map(result -> evaluation(result, results)).toList());
        return Json.pretty(root);
    }

    private static Map<String, Object> bootstrap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "circular block bootstrap of the mean, percentile interval");
        map.put("resamples", BlockBootstrap.RESAMPLES);
        map.put("block_tokens", BlockBootstrap.BLOCK);
        map.put("seed", BlockBootstrap.SEED);
        return map;
    }

    private static Map<String, Object> evaluation(EvaluationResult result, List<EvaluationResult> all) {
        Evaluation evaluation = result.evaluation();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mlc_model", evaluation.mlcModel());
        map.put("hf_model", evaluation.hfModel());
        map.put("quantization", evaluation.quantization().label());
        map.put("quantization_description", evaluation.quantization().description());
        map.put("device", result.device());
        map.put("dtype", result.dtypeText());
        map.put("low_memory", evaluation.lowMemory());
        map.put("split", evaluation.split().text());
        map.put("protocol", evaluation.protocol().text());
        map.put("max_length", evaluation.maxLength());
        map.put("stride", evaluation.protocol().effectiveStride(evaluation.maxLength(), evaluation.stride()));
        map.put("partial", result.partial());
        map.put("limit", evaluation.limit().isPresent() ? evaluation.limit().getAsInt() : null);
        map.put("ppl", finite(result.perplexity()));
        map.putAll(scores(result));
        map.put("paired_difference", PairedDifference.of(result, all).map(ResultDetails::paired));
        map.put("bits_per_weight", result.model().size().bitsPerWeight());
        map.put("weights", weights(result));
        map.put("text", text(evaluation.dataset().source(evaluation.split()), result.text()));
        map.put("versions", result.model().versions());
        map.put("digests", result.model().digests());
        map.put("nll_by_position", positions(result));
        map.put("windows", windows(result.scores()));
        return map;
    }

    private static Map<String, Object> scores(EvaluationResult result) {
        Scores scores = result.scores();
        double error = StandardError.ofMean(scores);
        Interval interval = Interval.of(BlockBootstrap.means(scores));
        Map<String, Object> nll = new LinkedHashMap<>();
        nll.put("sum", scores.sum());
        nll.put("mean", scores.mean());
        nll.put("standard_error", error);
        nll.put("interval_95", List.of(interval.low(), interval.high()));
        double wordMean = result.textNll() / Math.max(1, result.text().words());
        double byteMean = result.textNll() / Math.max(1, result.text().utf8Bytes());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scored_tokens", scores.tokens());
        map.put("nll", nll);
        map.put("exact_ppl", finite(scores.exactPerplexity()));
        map.put("exact_ppl_standard_error", finite(scores.exactPerplexity() * error));
        map.put("exact_ppl_interval_95", pair(interval.exp()));
        map.put("word_ppl", finite(StrictMath.exp(wordMean)));
        map.put("byte_ppl", finite(StrictMath.exp(byteMean)));
        map.put("bits_per_byte", byteMean / StrictMath.log(2));
        return map;
    }

    private static Map<String, Object> paired(PairedDifference difference) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("to_quantization", difference.base().evaluation().quantization().label());
        map.put("to_device", difference.base().device());
        map.put("to_dtype", difference.base().dtypeText());
        map.put("nll_mean", difference.nll());
        map.put("nll_standard_error", difference.standardError());
        map.put(
                "nll_interval_95",
                List.of(difference.nllInterval().low(), difference.nllInterval().high()));
        map.put("exact_ppl", finite(difference.perplexity()));
        map.put("exact_ppl_interval_95", pair(difference.perplexityInterval()));
        map.put("exact_ppl_ratio", finite(StrictMath.exp(difference.nll())));
        return map;
    }

    private static Map<String, Object> weights(EvaluationResult result) {
        var size = result.model().size();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", size.weights());
        map.put("quantized", size.quantizedWeights());
        map.put("quantized_tensors", size.quantizedTensors());
        map.put("bits_per_quantized_weight", size.bitsPerQuantizedWeight());
        return map;
    }

    private static Map<String, Object> text(String file, TextFacts text) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", file);
        map.put("origin", text.origin());
        map.put("sha256", text.sha256());
        map.put("utf8_bytes", text.utf8Bytes());
        map.put("words", text.words());
        map.put("tokens", text.tokens());
        map.put("special_tokens", text.specialTokens());
        if (!text.files().isEmpty()) {
            map.put("files", text.files());
        }
        return map;
    }

    private static List<Map<String, Object>> positions(EvaluationResult result) {
        return PositionProfile.of(result.scores(), result.evaluation().maxLength()).stream()
                .map(bucket -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("from", bucket.from());
                    map.put("to", bucket.to());
                    map.put("tokens", bucket.tokens());
                    map.put("nll", bucket.nll());
                    return map;
                })
                .collect(Collectors.toList());
    }

    private static List<Map<String, Object>> windows(Scores scores) {
        return scores.windows().stream()
                .map(score -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("begin", score.window().begin());
                    map.put("end", score.window().end());
                    map.put("scored", score.nll().length);
                    map.put("nll", score.sum());
                    return map;
                })
                .collect(Collectors.toList());
    }

    private static List<OptionalDouble> pair(Interval interval) {
        return List.of(finite(interval.low()), finite(interval.high()));
    }

    /** JSON has no infinity: a perplexity beyond 1.8e308 is null. */
    private static OptionalDouble finite(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
