/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/**
 * One layer under construction.
 *
 * @param index from 0
 * @param prefix of its tensors' names, such as {@code model.layers.0.}
 * @param rows positions that it has to put out
 */
record Layer(int index, String prefix, ModelConfiguration.Layer configuration, Rows rows) {
    /** The full name of one of its modules. */
    String name(String module) {
        return prefix + module;
    }
}
