/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.List;
import java.util.Optional;

/**
 * A data set of the hub as the user writes it: {@code organization/name:configuration:split:column}.
 *
 * @param text what of the hub
 * @param split the part
 */
record HubTextParser(HubText text, Split split) {
    private static final int PARTS = 4;

    /** Whether a data set is written so, rightly or wrongly: no path has two colons. */
    static boolean isOne(String written) {
        return written.chars().filter(c -> c == ':').count() >= 2;
    }

    /** Whether it is the hub's name for a variant of WikiText. */
    static boolean isConfigOfWikitext(String written) {
        return written.matches("wikitext-(2|103)(-raw)?-v1");
    }

    /** The split that a data set names, of one that can be parsed; empty where it names none. */
    static Optional<Split> split(Optional<String> dataset) {
        return dataset.filter(HubTextParser::isOne)
                .map(written -> parse(Place.of("dataset"), written).split());
    }

    /**
     * Takes it apart.
     *
     * @throws DseException when a part is missing, the split is unknown, or it is no raw text
     */
    static HubTextParser parse(Place place, String written) {
        List<String> parts = List.of(written.split(":", -1));
        if (parts.size() != PARTS || parts.get(0).isBlank() || parts.get(3).isBlank()) {
            throw new DseException(place, "\"" + written + "\" is no column of a data set", Suggestions.hubText());
        }
        String config = parts.get(1).isBlank() ? "default" : parts.get(1);
        HubText text = new HubText(parts.get(0), config, parts.get(3));
        if (text.masked()) {
            throw new DseException(
                    place, "\"" + config + "\" has <unk> in place of every rare word", Suggestions.rawWikitext());
        }
        return new HubTextParser(text, Split.parse(place, parts.get(2)));
    }
}
