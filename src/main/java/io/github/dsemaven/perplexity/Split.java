/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.List;
import java.util.Locale;

/** The part of a data set that is evaluated. */
public enum Split {
    TEST("test", "test"),
    VALIDATION("validation", "valid"),
    TRAIN("train", "train");

    private final String text;
    private final String fileWord;

    Split(String text, String fileWord) {
        this.text = text;
        this.fileWord = fileWord;
    }

    /** {@code test}, {@code validation} or {@code train}, as in the result files. */
    public String text() {
        return text;
    }

    /** The word in the name of the distributed file: {@code wiki.valid.raw}. */
    public String fileWord() {
        return fileWord;
    }

    /**
     * Accepts {@code valid} for {@code validation}.
     *
     * @throws DseException for an unknown name: lists the valid ones
     */
    public static Split parse(Place place, String text) {
        String key = text.strip().toLowerCase(Locale.ROOT);
        for (Split split : values()) {
            if (key.equals(split.text) || key.equals(split.fileWord)) {
                return split;
            }
        }
        throw new DseException(
                place,
                "unknown split \"" + text.strip() + "\"",
                Suggestions.validValues(text, List.of("test", "validation", "train")));
    }
}
