/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Hugging Face base model behind an MLC model, for evaluations that name only the latter. As in the source script,
 * an instruction-tuned model is mapped to the model it was tuned from, because perplexity on plain text is about that one.
 */
final class BaseModels {
    /** From a pattern in the MLC model's name to the base model's name; the first that matches. */
    private record Rule(Pattern mlcModel, String baseModel) {
        Rule(String mlcModel, String baseModel) {
            this(Pattern.compile(mlcModel), baseModel);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("Llama-3-(8B|70B)(?:-Instruct)?", "meta-llama/Meta-Llama-3-$1"),
            new Rule("Llama-3\\.1-(8B|70B)(?:-Instruct)?", "meta-llama/Llama-3.1-$1"),
            new Rule("Llama-3\\.2-(1B|3B)(?:-Instruct)?", "meta-llama/Llama-3.2-$1"),
            new Rule("Llama-2-(7b|13b|70b)(?:-chat)?-hf", "meta-llama/Llama-2-$1-hf"),
            new Rule("Mistral-7B(?:-Instruct)?-(v0\\.[13])", "mistralai/Mistral-7B-$1"),
            new Rule("Qwen2\\.5-([0-9.]+B)(?:-Instruct)?", "Qwen/Qwen2.5-$1"),
            new Rule("Qwen2-([0-9.]+B)(?:-Instruct)?", "Qwen/Qwen2-$1"),
            new Rule("gemma-2-(2b|9b|27b)(?:-it)?", "google/gemma-2-$1"),
            new Rule("SmolLM2-([0-9.]+[BM])(?:-Instruct)?", "HuggingFaceTB/SmolLM2-$1"));

    private BaseModels() {}

    /** The base model of {@code HF://mlc-ai/Llama-3-8B-Instruct-q4f16_1-MLC}: {@code meta-llama/Meta-Llama-3-8B}. */
    static Optional<String> of(String mlcModel) {
        for (Rule rule : RULES) {
            Matcher match = rule.mlcModel().matcher(mlcModel);
            if (match.find()) {
                return Optional.of(rule.mlcModel().matcher(match.group()).replaceFirst(rule.baseModel()));
            }
        }
        return Optional.empty();
    }
}
