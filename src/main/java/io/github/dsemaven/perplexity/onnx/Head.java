/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;

/**
 * The projection to the vocabulary: a module of its own, or the embedding where the two are tied.
 *
 * @param weight name of its weight, {@code [vocabulary, width]}
 * @param bias name of its bias, or the empty string
 */
record Head(String weight, ModuleKind kind, String bias) {
    /**
     * @param embedding module that is the head where the two are tied
     * @param own module that is the head where they are not
     */
    static Head of(ModelConfiguration configuration, String embedding, String own, boolean bias) {
        String added = bias ? own + ".bias" : "";
        return configuration.tiedEmbeddings()
                ? new Head(embedding + ".weight", ModuleKind.EMBEDDING, added)
                : new Head(own + ".weight", ModuleKind.HEAD, added);
    }
}
