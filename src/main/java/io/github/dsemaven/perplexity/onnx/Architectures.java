/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/** Which class wires which family. */
final class Architectures {
    private Architectures() {}

    static Architecture of(ModelConfiguration configuration) {
        return switch (configuration.family()) {
            case LLAMA, MISTRAL, QWEN2, SMOLLM3, GRANITE, ERNIE4_5, SEED_OSS -> new LlamaArchitecture();
            case MIXTRAL -> new MixtralArchitecture();
            case QWEN3 -> new Qwen3Architecture();
            case PHI3 -> new Phi3Architecture();
            case OLMO2, OLMO3 -> new Olmo2Architecture();
            case STARCODER2 -> new Starcoder2Architecture();
            case GEMMA -> new GemmaArchitecture();
            case GEMMA2, GEMMA3_TEXT -> new Gemma2Architecture();
            case PHI -> new PhiArchitecture();
            case GPT2 -> new Gpt2Architecture();
            case GPT_BIGCODE -> new GptBigCodeArchitecture();
            case GPT_NEOX -> new GptNeoxArchitecture();
            case OPT -> new OptArchitecture();
            case QWEN2_MOE, QWEN3_MOE -> new QwenMoeArchitecture();
            case OLMO -> new OlmoArchitecture();
            case STABLELM -> new StableLmArchitecture();
            case NEMOTRON -> new NemotronArchitecture();
            case GPTJ -> new GptJArchitecture();
            case COHERE, COHERE2 -> new CohereArchitecture();
            case GLM4 -> new Glm4Architecture();
            case EXAONE4 -> new Exaone4Architecture();
        };
    }
}
