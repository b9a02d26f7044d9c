/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.perplexity.quantization.ModelSize;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The model that was evaluated and what identifies it.
 *
 * @param size weights and their bits under the scheme
 * @param versions what computed: names such as {@code onnxruntime} and their versions
 * @param digests SHA-256 by name: {@code config.json}, {@code tokenizer.json}, {@code model.safetensors}
 */
public record ModelFacts(ModelSize size, Map<String, String> versions, Map<String, String> digests) {
    public ModelFacts {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    }
}
