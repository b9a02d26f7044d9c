/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.dataset.Corpus;
import io.github.dsemaven.perplexity.dataset.CorpusFile;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What is evaluated on: a data set by name, or a text file.
 *
 * @param name {@code wikitext2}, {@code wikitext103}, or the stem of the file's name; begins the names of the result files
 * @param file where the text lies, as the user wrote it; empty where a named data set comes without a file
 * @param named whether it is a data set by name, whose row rule holds whatever the file is called
 */
public record DatasetChoice(String name, String file, boolean named) {
    /** The data sets by name. */
    public static final List<String> NAMES = List.of("wikitext2", "wikitext103");

    /**
     * Reads the text.
     *
     * @param base folder at which relative paths start
     * @param place where the data set is chosen, for the error when a named one comes without a file
     * @throws DseException when there is no file or it can't be read as a text
     */
    public Corpus read(Path base, Split split, Place place) {
        if (file.isEmpty()) {
            throw new DseException(place, name + " has no file", Suggestions.WIKITEXT_FILE);
        }
        Path path = base.resolve(file);
        return named ? CorpusFile.wikitext(path, file, split.fileWord()) : CorpusFile.text(path, file);
    }

    /** The same text by the name of its file, which is not that of a data set, whatever the file is called. */
    DatasetChoice asFile() {
        DatasetChoice own = ofFile(file);
        boolean taken = NAMES.stream().anyMatch(own.name().toLowerCase(Locale.ROOT)::equals);
        return taken ? new DatasetChoice(own.name() + "-other", file, false) : own;
    }

    /** {@code texts/own.txt} is {@code own}. */
    static DatasetChoice ofFile(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf(File.separatorChar)) + 1);
        int dot = last.lastIndexOf('.');
        String stem = dot > 0 ? last.substring(0, dot) : last;
        return new DatasetChoice(stem.replaceAll("[^\\p{L}\\p{N}._-]", "_"), file, false);
    }
}
