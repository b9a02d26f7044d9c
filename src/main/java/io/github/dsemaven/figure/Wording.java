/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * What a user wants said on every figure.
 *
 * @param title replaces a title; {@code {title}} in it stands for the one replaced; empty for no change
 * @param caption stands before a caption; may be empty
 */
public record Wording(String title, String caption) {
    String title(String original) {
        return title.isBlank() ? original : title.replace("{title}", original);
    }

    List<String> caption(List<String> original) {
        var sentences = new ArrayList<String>();
        if (!caption.isBlank()) {
            sentences.add(caption);
        }
        sentences.addAll(original);
        return List.copyOf(sentences);
    }
}
