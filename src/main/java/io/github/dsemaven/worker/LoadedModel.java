/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.DType;

/** A model that is ready to score, kept while evaluations ask for the same. */
record LoadedModel(Key key, Scorer session) implements AutoCloseable {
    /** What makes two evaluations share a model. */
    record Key(String hfModel, String quantization, String devices, DType dtype, int batch, boolean lowMemory) {}

    @Override
    public void close() {
        session.close();
    }
}
