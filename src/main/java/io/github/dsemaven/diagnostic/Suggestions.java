/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Every piece of advice given to a user, in one place so that tests can pin each. */
public final class Suggestions {
    private Suggestions() {}

    /** {@code Did you mean "q4f16_1"? Valid values: ...}, with the first part only where something is near. */
    public static String validValues(String given, Collection<String> valid) {
        String list = "Valid values: " + String.join(", ", valid);
        return nearest(given, valid)
                .map(near -> "Did you mean \"" + near + "\"? " + list)
                .orElse(list);
    }

    /**
     * The candidate with the smallest edit distance to what was given, ignoring case, if at most a third of its
     * characters (at least one) differ; the first of several.
     */
    public static Optional<String> nearest(String given, Collection<String> candidates) {
        String from = given.strip().toLowerCase(Locale.ROOT);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = editDistance(from, candidate.toLowerCase(Locale.ROOT));
            if (distance < least && distance <= Math.max(1, candidate.length() / 3)) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What a model folder holds. */
    public static String modelFolder() {
        return "A model folder in the Hugging Face layout holds config.json, tokenizer.json and model.safetensors "
                + "(or its shards with model.safetensors.index.json)";
    }

    /** For a key of config.json that no supported family of this kind has. */
    public static String unsupportedKey(String key) {
        return "If transformers ignores \"" + key + "\" for this model, remove it from a copy of config.json";
    }

    /** For a checkpoint that was quantized before. */
    public static String unquantizedModel() {
        return "Give the folder of the unquantized model: quantization is applied here, by <quantization>";
    }

    /** For a folder with pickled weights only. */
    public static String convertToSafetensors(String folder) {
        return "Convert it once where transformers is installed: python -c \"from transformers import "
                + "AutoModelForCausalLM as M; M.from_pretrained('" + folder + "').save_pretrained('" + folder
                + "-safetensors')\" and copy the tokenizer files beside the result";
    }

    /** For tensors that a configuration has no place for. */
    public static String contradictingConfiguration() {
        return "Config and weights do not belong together: take both from the same place";
    }

    /** For a weight file that does not hold what its header says. */
    public static String downloadAgain() {
        return "The file is damaged or incomplete: copy or download it again and compare its SHA-256";
    }

    private static int editDistance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
