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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is evaluated on: a data set by name, or a text file.
 *
 * @param name {@code wikitext2}, {@code wikitext103}, or the stem of the file's name; begins the names of the result files
 * @param file where the text lies, as the user wrote it; empty where it comes from the hub
 * @param named whether it is a WikiText by name, whose row rule holds whatever the file is called
 * @param column the column that the user named after the file; empty for none
 * @param hub what of the hub it is; empty where it is a file
 * @param files where the hub's cache has it, once it was found there
 */
public record DatasetChoice(
        String name, String file, boolean named, String column, Optional<HubText> hub, List<String> files) {
    /** The data sets by name. */
    public static final List<String> NAMES = List.of("wikitext2", "wikitext103");

    private static final Pattern WITH_COLUMN =
            Pattern.compile("(.*\\.(?:parquet|jsonl|ndjson|json))#(.*)", Pattern.CASE_INSENSITIVE);

    public DatasetChoice {
        files = List.copyOf(files);
    }

    /** A file, or a WikiText by name, from the hub where it comes without a file. */
    public DatasetChoice(String name, String file, boolean named) {
        this(
                name,
                file,
                named,
                "",
                named && file.isEmpty() ? Optional.of(HubText.wikitext(name)) : Optional.empty(),
                List.of());
    }

    /** A column of a data set of the hub. */
    static DatasetChoice ofHub(HubText text) {
        Optional<String> known = NAMES.stream()
                .filter(name -> HubText.wikitext(name).equals(text))
                .findFirst();
        return known.map(name -> new DatasetChoice(name, "", true))
                .orElseGet(() -> new DatasetChoice(text.name(), "", false, "", Optional.of(text), List.of()));
    }

    /** {@code texts/own.txt} is {@code own}, {@code own.parquet#page} the column {@code page} of {@code own.parquet}. */
    static DatasetChoice ofFile(String written) {
        Matcher withColumn = WITH_COLUMN.matcher(written);
        String file = withColumn.matches() ? withColumn.group(1) : written;
        String column = withColumn.matches() ? withColumn.group(2) : "";
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf(File.separatorChar)) + 1);
        int dot = last.lastIndexOf('.');
        String stem = (dot > 0 ? last.substring(0, dot) : last) + (column.isEmpty() ? "" : "_" + column);
        return new DatasetChoice(
                stem.replaceAll("[^\\p{L}\\p{N}._-]", "_"), file, false, column, Optional.empty(), List.of());
    }

    /** The same where the hub's cache has it. */
    DatasetChoice at(List<String> places) {
        return new DatasetChoice(name, file, named, column, hub, places);
    }

    /**
     * Reads the text.
     *
     * @param base folder at which relative paths start
     * @param place where the data set is chosen, for the error when a named one comes without a file
     * @throws DseException when there is no file or it can't be read as a text
     */
    public Corpus read(Path base, Split split, Place place) {
        if (hub.isPresent()) {
            return readHub(hub.get(), split, place);
        }
        Path path = base.resolve(file);
        if (named) {
            return CorpusFile.wikitext(path, file, split.fileWord());
        }
        return column.isEmpty() ? CorpusFile.text(path, file) : CorpusFile.column(path, file, column);
    }

    private Corpus readHub(HubText text, Split split, Place place) {
        if (files.isEmpty()) {
            throw new DseException(place, name + " has no file", Suggestions.WIKITEXT_FILE);
        }
        List<Path> paths = files.stream().map(Path::of).toList();
        String shown = text.shown(split);
        return named ? CorpusFile.wikitext(paths, shown) : CorpusFile.column(paths, shown, text.column());
    }

    /** The files that the text is read from. */
    public List<Path> sources(Path base) {
        return hub.isPresent()
                ? files.stream().map(Path::of).toList()
                : CorpusFile.together(base.resolve(file).normalize());
    }

    /** Whether a library is needed to read it: it lies in a Parquet file. */
    public boolean parquet(Path base) {
        return sources(base).stream().anyMatch(CorpusFile::isParquet);
    }

    /** Where it comes from, as the result files say it: the file, or what of the hub. */
    public String source(Split split) {
        return hub.map(text -> text.shown(split)).orElse(column.isEmpty() ? file : file + "#" + column);
    }

    /** The same text by the name of its file, which is not that of a data set, whatever the file is called. */
    DatasetChoice asFile() {
        DatasetChoice own =
                hub.isPresent() ? new DatasetChoice(hub.get().name(), "", false, "", hub, files) : ofFile(file);
        boolean taken = NAMES.stream().anyMatch(own.name().toLowerCase(Locale.ROOT)::equals);
        return taken
                ? new DatasetChoice(own.name() + "-other", own.file(), false, own.column(), own.hub(), own.files())
                : own;
    }

    /** Whether another choice of the same name is the same text, but for the split. */
    boolean sameTextAs(DatasetChoice other) {
        return named == other.named
                && (named || file.equals(other.file) && column.equals(other.column) && hub.equals(other.hub));
    }
}
