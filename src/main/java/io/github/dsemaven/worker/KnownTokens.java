/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;

/** The tokens that a model has an embedding for. */
record KnownTokens(Checkpoint checkpoint) {
    /**
     * The token, if the model knows it.
     *
     * @throws DseException where the tokenizer belongs to another model
     */
    int check(int id) {
        return check(id, "");
    }

    /** @param text of the token, where it is known */
    int check(int id, String text) {
        int vocabulary = checkpoint.configuration().vocabularySize();
        if (id < 0 || id >= vocabulary) {
            throw new DseException(
                    Place.of(checkpoint.folder().toString()),
                    "the tokenizer gives the token " + (text.isEmpty() ? "" : "\"" + text + "\" the id ") + id
                            + " but the model's vocabulary has " + vocabulary + " entries",
                    Suggestions.contradictingTokenizer());
        }
        return id;
    }
}
