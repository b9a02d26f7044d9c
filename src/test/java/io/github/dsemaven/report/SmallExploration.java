/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.Folders;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A project whose goals made one line figure, one bar figure and two evaluations; all numbers are invented. */
final class SmallExploration {
    static final String MEMORY = "toy_mem_total_vs_context";
    static final String BARS = "toytext_ppl_vs_quant";

    final Path project;
    final Path output;

    SmallExploration(Path project) {
        this.project = project;
        this.output = project.resolve("target/dse");
    }

    Provenance provenance() {
        return new Provenance(Folders.of(project, project.resolve("target"), Optional.empty()));
    }

    /** Makes everything, with one point of the figure at the given value and one perplexity. */
    SmallExploration made(double point, double perplexity) {
        Path csv = write(project.resolve("dse/kv_cache_dse_results_toy.csv"), "a,b\n1," + point + "\n");
        Step plot =
                provenance().step("plot-memory", "default").inputs(List.of(csv)).begin();
        plot.decide();
        plot.record(new Products(
                List.of(
                        file("figures/" + MEMORY + ".svg", svg(point)),
                        file("figures/data/" + MEMORY + ".json", line(point)),
                        file("figures/data/" + MEMORY + ".csv", "x,mean\n4096," + point + "\n"),
                        file("figures/" + BARS + ".svg", svg(perplexity)),
                        file("figures/data/" + BARS + ".json", bars(perplexity))),
                List.of(),
                List.of("2 configurations were measured <twice>")));
        Step eval = provenance()
                .step("eval-ppl", "default")
                .parameter("perplexity", "" + perplexity)
                .begin();
        eval.decide();
        eval.record(new Products(List.of(file("toytext_ppl_details.json", details(perplexity))), List.of(), List.of()));
        return this;
    }

    Report.Request request() {
        return new Report.Request(Execution.ofPom("default"), "Toy & co", "1.0");
    }

    ReportContent content() {
        return new Report(provenance(), letters -> "").content(request());
    }

    private Products.ProducedFile file(String name, String text) {
        return new Products.ProducedFile(write(output.resolve(name), text), List.of());
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String svg(double value) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="400pt" height="200pt" viewBox="0 0 400 200" \
                role="img" aria-labelledby="title desc">
                <title id="title">A toy</title><desc id="desc">One line.</desc>
                <style>@font-face{font-family:"Roboto";src:url(data:font/ttf;base64,AAAA)}</style>
                <rect width="400" height="200" fill="#FFFFFF"/>
                <g class="point"><circle cx="9" cy="9" r="3" fill="#0072B2"><title>%s</title></circle></g>
                </svg>
                """.formatted(value);
    }

    static String line(double value) {
        return """
                {"schema": "dse-oracle/1", "figure": "%s", "kind": "line", "title": "Total memory",
                 "filter": "none", "x": {"column": "context_window_size", "label": "context window"},
                 "y": {"column": "gpu_mem_total_mb", "label": "gpu_mem_total_mb (MB)"},
                 "hue": {"column": "sliding_window_size", "levels": [-1, 2048]}, "style": null, "facet": null,
                 "rows": 6, "inputs": ["kv_cache_dse_results_toy.csv"], "caption": ["Mean of 2 rows."],
                 "facets": [{"value": null, "title": null, "rows": 6, "series": [
                   {"hue": -1, "points": [{"x": 4096, "mean": %s, "n": 2, "min": 1, "max": 9, "std": 0.5},
                                          {"x": 8192, "mean": 200.25, "n": 1, "min": 200.25, "max": 200.25, "std": null}]},
                   {"hue": 2048, "points": [{"x": 4096, "mean": 120, "n": 3, "min": 119, "max": 121, "std": 1}]}]}]}
                """.formatted(MEMORY, value);
    }

    private static String bars(double perplexity) {
        return """
                {"schema": "dse-oracle/1", "figure": "%s", "kind": "bar", "title": "toytext PPL vs quantization",
                 "x": {"column": "quant", "label": "quantization"}, "y": {"column": "ppl", "label": "PPL (toytext)"},
                 "hue": {"column": "quant", "levels": ["fp16", "4bit"]}, "style": null,
                 "facet": {"column": "hf_model", "levels": ["toy"]}, "rows": 2, "inputs": ["toytext_ppl_results.csv"],
                 "facets": [{"value": "toy", "title": "hf_model = toy", "bars": [
                   {"label": "fp16", "value": %s, "n": 1, "min": 5, "max": 5, "std": null, "text": "5"},
                   {"label": "elsewhere", "value": 7.5, "n": 1, "min": 7.5, "max": 7.5, "std": null, "text": "7.50"}]}]}
                """.formatted(BARS, perplexity);
    }

    private static String details(double perplexity) {
        return """
                {"format": 1, "dataset": "toytext", "evaluations": [
                  {"hf_model": "toy", "quantization": "fp16", "protocol": "source", "max_length": 128, "stride": 64,
                   "device": "cpu", "dtype": "float32", "ppl": %1$s, "exact_ppl_interval_95": [4.9, 5.1],
                   "scored_tokens": 1000, "bits_per_weight": 16, "nll": {"mean": 1.6, "standard_error": 0.01},
                   "windows": [{"scored": 2, "nll": 3}, {"scored": 4, "nll": 7}]},
                  {"hf_model": "toy", "quantization": "4bit", "protocol": "source", "max_length": 128, "stride": 64,
                   "device": "cpu", "dtype": "float32", "ppl": 6, "scored_tokens": 1000, "bits_per_weight": 4.5,
                   "paired_difference": {"nll_mean": 0.18, "nll_interval_95": [0.17, 0.19]},
                   "windows": [{"scored": 2, "nll": 3.2}, {"scored": 4, "nll": 8}]}]}
                """.formatted(perplexity);
    }
}
