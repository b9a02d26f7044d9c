/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.HeadNames;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;

/**
 * The projection to the vocabulary: a module of its own, or the embedding where the two are tied.
 *
 * @param weight name of its weight, {@code [vocabulary, width]}
 * @param bias name of its bias, or the empty string
 */
record Head(String weight, ModuleKind kind, String bias) {
    /** @param bias whether the family's head has one */
    static Head of(ModelConfiguration configuration, boolean bias) {
        HeadNames names = configuration.family().headNames();
        String added = bias ? names.own() + ".bias" : "";
        return configuration.tiedEmbeddings()
                ? new Head(names.embeddingWeight(), ModuleKind.EMBEDDING, added)
                : new Head(names.ownWeight(), ModuleKind.HEAD, added);
    }
}
