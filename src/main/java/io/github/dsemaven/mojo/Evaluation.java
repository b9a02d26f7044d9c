/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.perplexity.EvaluationSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** One element of {@code <evaluations>}: what is left out comes from the parameter of the goal with the same name. */
public final class Evaluation {
    /** The checkpoint folder, relative to the project: {@code config.json}, {@code *.safetensors}, {@code tokenizer.json}. */
    private String hfModel;

    /** The MLC model that this evaluation stands for, recorded in the results. */
    private String mlcModel;

    /** The quantization scheme. */
    private String quantization;

    /** The text: {@code wikitext2}, {@code wikitext103} or a file. */
    private String dataset;

    /** Where {@code wikitext2} or {@code wikitext103} lies. */
    private String datasetFile;

    /** The part of the dataset: {@code test}, {@code validation} or {@code train}. */
    private String split;

    /** Tokens in a context window. */
    private String maxLength;

    /** Tokens from one window's start to the next. */
    private String stride;

    /** {@code cpu}, {@code cuda}, {@code cuda:1} or {@code auto}. */
    private String device;

    /** {@code float32}, {@code float16} or {@code bfloat16}. */
    private String dtype;

    /** {@code source}, {@code exact}, {@code hf} or {@code disjoint}. */
    private String protocol;

    /** Context windows in one call, or {@code auto}. */
    private String batch;

    /** Evaluates only that many context windows. */
    private String limit;

    /** As Maven makes it, to fill in the fields. */
    public Evaluation() {}

    Evaluation(
            String hfModel,
            String mlcModel,
            String quantization,
            String dataset,
            String datasetFile,
            String split,
            String maxLength,
            String stride,
            String device,
            String dtype,
            String protocol,
            String batch,
            String limit) {
        this.hfModel = hfModel;
        this.mlcModel = mlcModel;
        this.quantization = quantization;
        this.dataset = dataset;
        this.datasetFile = datasetFile;
        this.split = split;
        this.maxLength = maxLength;
        this.stride = stride;
        this.device = device;
        this.dtype = dtype;
        this.protocol = protocol;
        this.batch = batch;
        this.limit = limit;
    }

    /** The settings given, those left out not among them. */
    EvaluationSettings settings(String element) {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("hfModel", hfModel);
        given.put("mlcModel", mlcModel);
        given.put("quantization", quantization);
        given.put("dataset", dataset);
        given.put("datasetFile", datasetFile);
        given.put("split", split);
        given.put("maxLength", maxLength);
        given.put("stride", stride);
        given.put("device", device);
        given.put("dtype", dtype);
        given.put("protocol", protocol);
        given.put("batch", batch);
        given.put("limit", limit);
        return new EvaluationSettings(element, given);
    }
}
