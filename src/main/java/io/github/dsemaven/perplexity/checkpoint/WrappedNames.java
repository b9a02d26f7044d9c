/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Names of tensors that begin with what a wrapper around the model has added: of a compiler, of several GPUs, of vision. */
final class WrappedNames {
    private WrappedNames() {}

    /** @throws DseException where the embedding is there under a longer name only */
    static void refuse(Path folder, ModelConfiguration configuration, Set<String> tensors) {
        HeadNames names = configuration.family().headNames();
        String expected = names.embeddingWeight();
        String base = names.baseEmbeddingWeight();
        if (tensors.contains(expected) || tensors.contains(base)) {
            return;
        }
        Optional<String> found =
                tensors.stream().filter(name -> name.endsWith("." + base)).findFirst();
        if (found.isPresent()) {
            throw new DseException(
                    Place.of(folder.toString()),
                    "names its tensors otherwise than model_type \"" + configuration.modelType() + "\" does: "
                            + found.get() + " where " + expected + " is expected" + prefix(found.get(), expected),
                    Suggestions.wrappedModel());
        }
    }

    private static String prefix(String found, String expected) {
        return found.endsWith(expected)
                ? " (prefix \"" + found.substring(0, found.length() - expected.length()) + "\")"
                : "";
    }
}
