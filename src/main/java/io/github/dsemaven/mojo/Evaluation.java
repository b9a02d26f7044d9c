/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.io.File;
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
    private File datasetFile;

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

    /** The settings given, by name; nothing for those left out. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "hfModel", hfModel);
        put(given, "mlcModel", mlcModel);
        put(given, "quantization", quantization);
        put(given, "dataset", dataset);
        put(given, "datasetFile", datasetFile == null ? null : datasetFile.getPath());
        put(given, "split", split);
        put(given, "maxLength", maxLength);
        put(given, "stride", stride);
        put(given, "device", device);
        put(given, "dtype", dtype);
        put(given, "protocol", protocol);
        put(given, "batch", batch);
        put(given, "limit", limit);
        return given;
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (value != null && !value.isBlank()) {
            settings.put(name, value.strip());
        }
    }
}
