/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which model on the Hugging Face hub an MLC model was compiled from: the user's own table first, then one of the families that
 * MLC publishes. A name is matched as a whole, so that {@code Hermes-2-Pro-Llama-3-8B} is not taken for Llama 3.
 *
 * @param own names on the hub by the MLC model without its quantization
 */
public record BaseModels(Map<String, String> own) {
    /** From a pattern of the MLC model's name to the name on the hub. */
    private record Rule(Pattern mlcModel, String model) {
        Rule(String mlcModel, String model) {
            this(Pattern.compile(mlcModel), model);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("Llama-3-((?:8B|70B)(?:-Instruct)?)", "meta-llama/Meta-Llama-3-$1"),
            new Rule("Llama-3\\.1-((?:8B|70B)(?:-Instruct)?)", "meta-llama/Llama-3.1-$1"),
            new Rule("Llama-3\\.2-((?:1B|3B)(?:-Instruct)?)", "meta-llama/Llama-3.2-$1"),
            new Rule("Llama-2-((?:7b|13b|70b)(?:-chat)?-hf)", "meta-llama/Llama-2-$1"),
            new Rule("Mistral-7B-((?:Instruct-)?v0\\.[123])", "mistralai/Mistral-7B-$1"),
            new Rule("Mixtral-8x7B-((?:Instruct-)?v0\\.1)", "mistralai/Mixtral-8x7B-$1"),
            new Rule("(Qwen2\\.5-[0-9.]+B(?:-Instruct)?)", "Qwen/$1"),
            new Rule("(Qwen2-[0-9.]+B(?:-Instruct)?)", "Qwen/$1"),
            new Rule("(Qwen3-[0-9.]+B)", "Qwen/$1"),
            new Rule("(gemma-2-(?:2b|9b|27b)(?:-it)?)", "google/$1"),
            new Rule("(gemma-3-1b-it)", "google/$1"),
            new Rule("(Phi-3-mini-4k-instruct)", "microsoft/$1"),
            new Rule("(Phi-3\\.5-mini-instruct)", "microsoft/$1"),
            new Rule("(phi-(?:1_5|2))", "microsoft/$1"),
            new Rule("(TinyLlama-1\\.1B-Chat-v1\\.0)", "TinyLlama/$1"),
            new Rule("(SmolLM2-[0-9.]+[BM](?:-Instruct)?)", "HuggingFaceTB/$1"));

    /** Where the Python script took the model that another was tuned from. */
    private static final Pattern TUNED = Pattern.compile("(?i)[-_](?:Instruct|chat|it)(?=$|-)");

    public BaseModels {
        own = Map.copyOf(own);
    }

    /** The name on the hub; empty where neither table has the model. */
    public Optional<String> of(String model) {
        if (own.containsKey(model)) {
            return Optional.of(own.get(model));
        }
        for (Rule rule : RULES) {
            Matcher match = rule.mlcModel().matcher(model);
            if (match.matches()) {
                return Optional.of(match.replaceFirst(rule.model()));
            }
        }
        return Optional.empty();
    }

    /** The model that the Python script evaluates for the same name, where it is another: the one it was tuned from. */
    public Optional<String> ofTheScript(String model) {
        return TUNED.matcher(model).find() && !own.containsKey(model)
                ? of(TUNED.matcher(model).replaceFirst(""))
                : Optional.empty();
    }
}
