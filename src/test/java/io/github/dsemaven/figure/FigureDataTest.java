/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureDataTest {
    @TempDir
    private Path folder;

    private Figure quantization() {
        return QuantizationFigures.of(
                        List.of(Sweeps.results(folder, "T", Sweeps.results(Sweeps::kvCache))), PlotOptions.DEFAULT)
                .figures()
                .get(1);
    }

    @Test
    void jsonHasTheOraclesKeysFirstAndOursLast() {
        assertThat(FigureData.json(quantization())).isEqualTo("""
                        {
                          "schema": "dse-oracle/1",
                          "figure": "kv_cache_quant_compare_total",
                          "inputs": [
                            "kv_cache_dse_results_T.csv"
                          ],
                          "kind": "line",
                          "title": "Total GPU memory vs context window (different quantization)",
                          "filter": "max_batch_size==1 & sliding_window_size<=0 & attention_sink_size==0",
                          "x": {
                            "column": "context_window_size",
                            "label": "context_window_size"
                          },
                          "y": {
                            "column": "gpu_mem_total_mb",
                            "label": "gpu_mem_total_mb (MB)"
                          },
                          "hue": {
                            "column": "model_tag",
                            "levels": [
                              "T"
                            ],
                            "legend_title": "model / quantization"
                          },
                          "style": null,
                          "facet": null,
                          "rows": 4,
                          "facets": [
                            {
                              "value": null,
                              "title": null,
                              "rows": 4,
                              "series": [
                                {
                                  "hue": "T",
                                  "points": [
                                    {
                                      "x": 4096,
                                      "mean": 2048,
                                      "n": 2,
                                      "min": 1536,
                                      "max": 2560,
                                      "std": 724.0773439350247,
                                      "low": 1536,
                                      "high": 2560
                                    },
                                    {
                                      "x": 8192,
                                      "mean": 2560,
                                      "n": 2,
                                      "min": 2048,
                                      "max": 3072,
                                      "std": 724.0773439350247,
                                      "low": 2048,
                                      "high": 3072
                                    }
                                  ]
                                }
                              ],
                              "coincident_groups": []
                            }
                          ],
                          "topic": "quantization",
                          "band": "range",
                          "display": {
                            "title": "Total GPU memory by context window",
                            "subtitle": "T: max batch size 1, no sliding window, no attention sink",
                            "x": "context window (tokens)",
                            "y": "total GPU memory (GiB)",
                            "y_unit": "GiB",
                            "y_scale": 0.0009765625,
                            "hue": {
                              "label": "model",
                              "levels": [
                                "T"
                              ]
                            }
                          },
                          "caption": [
                            "Each point is the mean over prefill chunk 1K and 2K (n = 2); the band spans the smallest to the largest of them."
                          ]
                        }
                        """);
    }

    @Test
    void csvHasARowForEachPoint() {
        assertThat(FigureData.csv(quantization())).isEqualTo("""
                        model_tag,context_window_size,gpu_mem_total_mb,n,min,max,std,low,high
                        T,4096,2048,2,1536,2560,724.0773439350247,1536,2560
                        T,8192,2560,2,2048,3072,724.0773439350247,2048,3072
                        """);
    }

    @Test
    void csvOfBarsHasARowForEachBarAndQuotesWhatNeedsIt() {
        var table = Sweeps.perplexity(folder, "mytext", "x,\"a, b\",cpu,512,256,test,1,0,0,9.125");

        assertThat(FigureData.csv(PerplexityFigures.of(List.of(table), PlotOptions.DEFAULT)
                        .figures()
                        .get(0)))
                .isEqualTo("""
                        hf_model,quant,ppl,n,min,max,std,low,high
                        "a, b",4bit,9.125,1,9.125,9.125,,,
                        """);
    }
}
