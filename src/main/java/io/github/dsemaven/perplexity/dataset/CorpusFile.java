/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.artifact.StandIn;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a corpus from a file: WikiText in any of its forms, a column of a Parquet or JSON Lines file, or any text. */
public final class CorpusFile {
    private static final Pattern SPLIT_FILE = Pattern.compile("wiki\\.(test|valid|train)\\.raw");

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** The column of WikiText, and of most data sets. */
    public static final String COLUMN = "text";

    private static final Pattern SPLIT_WORD = Pattern.compile("test|validation|valid|train");

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private static final Pattern MASKED = Pattern.compile("<unk>", Pattern.LITERAL);

    /** Beyond this an array can't hold the file. */
    private static final long LARGEST = Integer.MAX_VALUE - 16L;

    private CorpusFile() {}

    /**
     * WikiText: the split's rows of a raw file, of {@code wiki.<split>.raw} inside the distributed zip, or of a Parquet file.
     *
     * @param shown the file as the user named it, for errors
     * @param splitWord the word in the file's name: {@code test}, {@code valid}, {@code train}
     * @throws DseException when it is missing, a folder, of another split, not UTF-8, or a zip without the split
     */
    public static Corpus wikitext(Path file, String shown, String splitWord) {
        mustBeFile(file, shown);
        String name = file.getFileName().toString();
        if (RowFiles.isParquet(file)) {
            String stem = Shards.stem(name);
            if (SPLIT_WORD.matcher(stem).matches() && !stem.startsWith(splitWord)) {
                throw otherSplit(shown, stem, splitWord);
            }
            return unmasked(column(Shards.of(file, shown), shown, COLUMN), shown);
        }
        if (isZip(file, shown)) {
            return unmasked(GivenFile.within(shown, () -> fromZip(file, shown, splitWord)), shown);
        }
        Matcher split = SPLIT_FILE.matcher(name);
        if (split.matches() && !split.group(1).equals(splitWord)) {
            throw otherSplit(shown, split.group(1), splitWord);
        }
        return unmasked(rawFile(file, shown, name), shown);
    }

    private static DseException otherSplit(String shown, String held, String wanted) {
        return new DseException(
                Place.of(shown),
                "holds the split " + held + ", not " + wanted,
                "Set <split> or <datasetFile> so that they agree");
    }

    /** The variants for models of words have {@code <unk>} in place of every rare word: their perplexities are no others'. */
    private static Corpus unmasked(Corpus corpus, String shown) {
        long masked = MASKED.matcher(corpus.text()).results().count();
        if (masked > 0 && masked * 1000 > corpus.words()) {
            throw new DseException(
                    Place.of(shown),
                    "is not the raw text: " + masked + " of its " + corpus.words() + " words are <unk>",
                    Suggestions.rawWikitext());
        }
        return corpus;
    }

    /**
     * WikiText as the hub's cache has it: the files of one split.
     *
     * @param shown what they are, for errors
     */
    public static Corpus wikitext(List<Path> files, String shown) {
        return unmasked(column(files, shown, COLUMN), shown);
    }

    /**
     * The rows of a column of Parquet or JSON Lines files.
     *
     * @param files of one text, in order
     * @param shown the first as the user named it, for errors
     * @throws DseException when one is missing, damaged, or has no such column of texts
     */
    public static Corpus column(List<Path> files, String shown, String column) {
        files.forEach(file -> mustBeFile(file, file.equals(files.get(0)) ? shown : file.toString()));
        return RowFiles.read(files, shown, column);
    }

    /** Whether a file is a Parquet file, by its first bytes; not where it can't be read. */
    public static boolean isParquet(Path file) {
        return RowFiles.isParquet(file);
    }

    /** The file, and where its name says that it is one of several, the others that are there. */
    public static List<Path> together(Path file) {
        return Shards.present(file);
    }

    /**
     * The rows of a column of a file; where it is named as one of several, of all of them.
     *
     * @throws DseException when one is missing, damaged, or has no such column of texts
     */
    public static Corpus column(Path file, String shown, String column) {
        return column(Shards.of(file, shown), shown, column);
    }

    /**
     * A text of the user's own: a {@code .raw} file by the row rule of WikiText, the column {@code text} of a Parquet or JSON
     * Lines file, any other file as it is.
     *
     * @param shown the file as the user named it, for errors
     * @throws DseException when it is missing, a folder, or not UTF-8
     */
    public static Corpus text(Path file, String shown) {
        mustBeFile(file, shown);
        String name = file.getFileName().toString();
        if (isZip(file, shown)) {
            throw new DseException(Place.of(shown), "is a zip file, not a text", Suggestions.ZIP_AS_TEXT);
        }
        if (RowFiles.isParquet(file) || RowFiles.isJsonLines(name)) {
            return column(file, shown, COLUMN);
        }
        if (beginsWith(file, shown, GZIP)) {
            throw new DseException(Place.of(shown), "is a gzip file, not a text", Suggestions.GZIP_AS_TEXT);
        }
        if (name.toLowerCase(Locale.ROOT).endsWith(".raw")) {
            return rawFile(file, shown, name);
        }
        return reading(file, shown, in -> {
            var text = new StringBuilder(expected(Files.size(file)));
            Utf8.read(in, shown, text::append);
            return asItIs(text.toString(), shown, name);
        });
    }

    private static Corpus asItIs(String text, String shown, String name) {
        List<String> warnings = new ArrayList<>(beginning(text, shown));
        if (text.indexOf('\r') >= 0) {
            warnings.add(
                    shown + ": has carriage returns, which are tokenized as they are; Python's text mode would read"
                            + " each line end as a line feed");
        }
        return Corpus.of(text, name + " as it is", warnings);
    }

    private static Corpus rawFile(Path file, String shown, String name) {
        return reading(file, shown, in -> rows(in, Files.size(file), shown, name));
    }

    /** Rows as Python's text mode reads them: every line end is a line feed, and a byte order mark stays a character. */
    private static Corpus rows(InputStream in, long size, String shown, String name) throws IOException {
        var rows = new RawRows(new Rows(expected(size), shown, LARGEST));
        Utf8.read(in, shown, rows::add);
        String text = rows.joined();
        return Corpus.of(text, "non-blank rows of " + name + ", joined by two line feeds", beginning(text, shown));
    }

    /** Characters of so many bytes of text: most are ASCII, and each blank line between rows becomes two. */
    private static int expected(long bytes) {
        return (int) Math.min(LARGEST, bytes + bytes / 64);
    }

    private static List<String> beginning(String text, String shown) {
        return text.startsWith("\ufeff")
                ? List.of(shown
                        + ": begins with a byte order mark, which is tokenized as a character, as Python does with"
                        + " encoding=\"utf-8\"; save the text without it")
                : List.of();
    }

    private static Corpus fromZip(Path file, String shown, String splitWord) {
        String wanted = "wiki." + splitWord + ".raw";
        try (var zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/"))
                    .toList();
            ZipEntry entry = entries.stream()
                    .filter(candidate -> lastName(candidate.getName()).equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new DseException(
                            Place.of(shown),
                            "has no " + wanted + " inside, only "
                                    + String.join(
                                            ", ",
                                            entries.stream()
                                                    .map(ZipEntry::getName)
                                                    .limit(5)
                                                    .toList()),
                            Suggestions.WIKITEXT_FILE));
            String name = shown + "!" + entry.getName();
            try (InputStream in = new Unpacked(zip.getInputStream(entry), entry, name)) {
                return rows(in, Math.max(0, entry.getSize()), name, lastName(entry.getName()));
            }
        } catch (ZipException e) {
            throw new DseException(
                    Place.of(shown), "is a damaged zip file (" + Reason.of(e) + ")", "Download it again");
        } catch (IOException e) {
            throw unreadable(shown, e);
        }
    }

    private static String lastName(String entry) {
        return entry.substring(entry.lastIndexOf('/') + 1);
    }

    private static boolean isZip(Path file, String shown) {
        return beginsWith(file, shown, ZIP);
    }

    private static boolean beginsWith(Path file, String shown, byte[] magic) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(magic.length), magic);
        } catch (IOException e) {
            throw unreadable(shown, e);
        }
    }

    private static void mustBeFile(Path file, String shown) {
        if (Files.isDirectory(file)) {
            throw new DseException(Place.of(shown), "is a folder, not a text file", Suggestions.TEXT_FILE);
        }
        StandIn.refuse(file, shown);
        if (!Files.exists(file)) {
            throw new DseException(Place.of(shown), "does not exist", Suggestions.TEXT_FILE);
        }
        boolean called = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
        if (called && Files.isRegularFile(file) && !RowFiles.isParquet(file)) {
            throw new DseException(
                    Place.of(shown), "is a damaged Parquet file (it does not begin as one)", Suggestions.damagedText());
        }
    }

    /** What is made of the bytes of a file. */
    private interface Reading {
        Corpus of(InputStream in) throws IOException;
    }

    private static Corpus reading(Path file, String shown, Reading reading) {
        return GivenFile.within(shown, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                if (Files.size(file) > LARGEST) {
                    throw new DseException(
                            Place.of(shown), "is larger than 2 GiB", "Split it, or evaluate a part of it");
                }
                return reading.of(in);
            } catch (IOException e) {
                throw unreadable(shown, e);
            }
        });
    }

    private static DseException unreadable(String shown, IOException e) {
        return new DseException(Place.of(shown), "can't be read (" + Reason.of(e) + ")", Suggestions.TEXT_FILE);
    }
}
