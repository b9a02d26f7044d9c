/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model that MLC-LLM compiled: {@code HF://mlc-ai/Llama-3-8B-Instruct-q4f16_1-MLC}, with or without what
 * stands before the last slash.
 *
 * @param repository {@code mlc-ai/Llama-3-8B-Instruct-q4f16_1-MLC}; empty where the name has no organization
 * @param model the model without its quantization: {@code Llama-3-8B-Instruct}
 * @param scheme MLC's quantization: {@code q4f16_1}
 */
public record MlcName(Optional<String> repository, String model, String scheme) {
    private static final Pattern NAME = Pattern.compile(
            "(?:HF://)?(?:(\\w[\\w.-]*)/)?(\\w[\\w.-]*?)-(q\\d\\w*)(?:-MLC)?/?", Pattern.CASE_INSENSITIVE);

    /** Reads a name; empty for one without a quantization. */
    public static Optional<MlcName> parse(String text) {
        Matcher matcher = NAME.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> repository = Optional.ofNullable(matcher.group(1)).map(organization -> {
            String path = text.strip().replaceFirst("(?i)^HF://", "");
            return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        });
        return Optional.of(new MlcName(repository, matcher.group(2), matcher.group(3)));
    }
}
