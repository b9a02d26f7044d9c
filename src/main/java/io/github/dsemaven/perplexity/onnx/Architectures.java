/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/** Which class wires which family. */
final class Architectures {
    private Architectures() {}

    static Architecture of(ModelConfiguration configuration) {
        return switch (configuration.modelType()) {
            case "llama", "mistral", "qwen2", "smollm3", "granite" -> new LlamaArchitecture();
            case "mixtral" -> new MixtralArchitecture();
            case "qwen3" -> new Qwen3Architecture();
            case "phi3" -> new Phi3Architecture();
            case "olmo2" -> new Olmo2Architecture();
            case "starcoder2" -> new Starcoder2Architecture();
            case "gemma" -> new GemmaArchitecture();
            case "gemma2", "gemma3_text" -> new Gemma2Architecture();
            case "phi" -> new PhiArchitecture();
            case "gpt2" -> new Gpt2Architecture();
            case "gpt_neox" -> new GptNeoxArchitecture();
            case "opt" -> new OptArchitecture();
            default -> throw new IllegalStateException("no architecture for " + configuration.modelType());
        };
    }
}
