/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/** Which class wires which family. */
final class Architectures {
    private Architectures() {}

    static Architecture of(ModelConfiguration configuration) {
        return switch (configuration.modelType()) {
            case "llama", "mistral", "qwen2", "smollm3", "granite" -> new LlamaArchitecture();
            default -> throw new IllegalStateException("no architecture for " + configuration.modelType());
        };
    }
}
