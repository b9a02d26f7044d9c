/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Every piece of advice given to a user, in one place so that tests can pin each. */
public final class Suggestions {
    /** For an evaluation without a model. */
    public static final String HF_MODEL_MISSING = "Set <hfModel> to a folder with config.json, tokenizer.json and"
            + " *.safetensors, or -Ddse.hfModel=FOLDER on the command line";

    /** For a text with bytes that are not UTF-8. */
    public static final String NOT_UTF8 = "Save the text as UTF-8";

    /** For a missing text file. */
    public static final String TEXT_FILE = "Give an existing text file; relative paths start at the project's folder";

    /** For a WikiText file in a form that can't be read. */
    public static final String WIKITEXT_FILE =
            "Set <datasetFile> to wiki.test.raw (or wiki.valid.raw, wiki.train.raw) or"
                    + " to the distributed wikitext-2-raw-v1.zip or wikitext-103-raw-v1.zip";

    /** For a zip file that was given as the text. */
    public static final String ZIP_AS_TEXT =
            "Unpack it, or for WikiText set <dataset> to wikitext2 or wikitext103 and" + " <datasetFile> to the zip";

    /** For a text of which nothing can be scored. */
    public static final String TEXT_TOO_SHORT = "Give a longer text";

    /** For a model folder without tokenizer.json. */
    public static final String TOKENIZER_MISSING = "Save the tokenizer with AutoTokenizer.from_pretrained(MODEL)"
            + ".save_pretrained(FOLDER) from Python's transformers, which writes tokenizer.json";

    /** For a tokenizer.json that can't be parsed. */
    public static final String TOKENIZER_DAMAGED = "Copy or download the file again";

    /** For a weight with NaN or infinity. */
    public static final String WEIGHT_NOT_FINITE =
            "Check the checkpoint, or use a scheme or dtype with a wider range such" + " as q4bf16_1 or float32";

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

    /** For a weight too large for one buffer. */
    public static String smallerTensor() {
        return "Use a scheme with float16 arithmetic such as q4f16_1, which holds weights in two bytes each";
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
