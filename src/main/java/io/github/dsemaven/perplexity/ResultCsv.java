/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.artifact.CsvText;
import java.util.List;

/**
 * The table of perplexities: the source script's ten columns, {@code quantization} and {@code protocol}. A scheme that the
 * script does not have leaves its three flags 0, which to a reader without that column says fp16; {@code plot-ppl} reads it.
 */
final class ResultCsv {
    private static final List<String> HEADER = List.of(
            "mlc_model",
            "hf_model",
            "device",
            "max_length",
            "stride",
            "split",
            "load_in_4bit",
            "load_in_8bit",
            "fake_q3bit",
            "ppl",
            "quantization",
            "protocol");

    private ResultCsv() {}

    static String of(List<EvaluationResult> results) {
        var text = new CsvText(HEADER);
        results.forEach(result -> text.row(row(result)));
        return text.toString();
    }

    private static List<String> row(EvaluationResult result) {
        Evaluation evaluation = result.evaluation();
        String scheme = evaluation.quantization().label();
        return List.of(
                evaluation.mlcModel(),
                evaluation.hfModel(),
                result.device(),
                Integer.toString(evaluation.maxLength()),
                Integer.toString(evaluation.protocol().effectiveStride(evaluation.maxLength(), evaluation.stride())),
                evaluation.splitLabel(),
                scheme.equals("4bit") ? "1" : "0",
                scheme.equals("8bit") ? "1" : "0",
                scheme.equals("fake_q3") ? "1" : "0",
                PythonNumber.repr(result.perplexity()),
                scheme,
                evaluation.protocol().text());
    }
}
