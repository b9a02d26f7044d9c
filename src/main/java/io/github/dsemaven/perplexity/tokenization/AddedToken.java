/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/**
 * A token that is found in the text before the model splits it, with the options of Hugging Face's {@code AddedToken}.
 *
 * @param content its text
 * @param singleWord whether it is found as a whole word only
 * @param lstrip whether it takes the white space before it
 * @param rstrip whether it takes the white space after it
 * @param normalized whether it is looked for in the normalized text
 * @param special whether decoding may leave it out
 */
record AddedToken(
        String content, boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special) {
    /** A special token of which only the text is known. */
    static AddedToken special(String content) {
        return new AddedToken(content, false, false, false, false, true);
    }

    AddedToken asSpecial() {
        return special ? this : new AddedToken(content, singleWord, lstrip, rstrip, normalized, true);
    }

    /** As {@code added_tokens} of {@code tokenizer.json} lists it; the library gives each the next id itself. */
    void write(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("id").value(0);
        json.name("content").value(content);
        json.name("single_word").value(singleWord);
        json.name("lstrip").value(lstrip);
        json.name("rstrip").value(rstrip);
        json.name("normalized").value(normalized);
        json.name("special").value(special);
        json.endObject();
    }
}
