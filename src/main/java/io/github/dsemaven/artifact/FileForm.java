/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the first bytes of a file say that it is, where it is not the text that it should be. */
public enum FileForm {
    GIT_LFS_POINTER(
            "a pointer that Git LFS left in place of the file",
            Suggestions.gitLfsPull(),
            "version https://git-lfs.github.com/"),
    WORKBOOK("an Excel workbook", Suggestions.saveAsCsv(), "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
    ZIP("a zip file", Suggestions.unpack("unzip"), "PK\u0003\u0004", "PK\u0005\u0006"),
    GZIP("a gzip file", Suggestions.unpack("gunzip"), "\u001f\u008b"),
    BZIP2("a bzip2 file", Suggestions.unpack("bunzip2"), "BZh"),
    XZ("an xz file", Suggestions.unpack("unxz"), "\u00fd7zXZ"),
    ZSTANDARD("a zstd file", Suggestions.unpack("unzstd"), "(\u00b5/\u00fd"),
    PARQUET("a parquet file", Suggestions.writeAsCsv("parquet"), "PAR1"),
    PDF("a PDF file", Suggestions.rawDownload(), "%PDF-"),
    HTML("a web page", Suggestions.rawDownload(), "<!doctype html", "<html");

    /** As many first bytes as it takes to tell. */
    public static final int HEAD = 256;

    private final String words;
    private final String suggestion;
    private final byte[][] beginnings;

    FileForm(String words, String suggestion, String... beginnings) {
        this.words = words;
        this.suggestion = suggestion;
        this.beginnings = Arrays.stream(beginnings)
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }

    /** The form of a file by its first bytes; empty for text, as far as they tell. */
    public static Optional<FileForm> of(byte[] head) {
        byte[] start = Arrays.copyOf(head, Math.min(head.length, HEAD));
        for (FileForm form : values()) {
            if (form.begins(start)) {
                boolean workbook = form == ZIP && isWorkbook(start);
                return Optional.of(workbook ? WORKBOOK : form);
            }
        }
        return Optional.empty();
    }

    /** A noun with its article, such as {@code a gzip file}. */
    public String words() {
        return words;
    }

    /** How to make a text of it. */
    public String suggestion() {
        return suggestion;
    }

    private boolean begins(byte[] start) {
        byte[] seen = this == HTML ? lowerCase(start) : start;
        return Arrays.stream(beginnings)
                .anyMatch(bytes ->
                        seen.length >= bytes.length && Arrays.equals(seen, 0, bytes.length, bytes, 0, bytes.length));
    }

    private static byte[] lowerCase(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The spreadsheets of Excel and LibreOffice are zip files with these entries in front. */
    private static boolean isWorkbook(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.contains("[Content_Types].xml")
                || text.contains("xl/")
                || text.contains("opendocument.spreadsheet")
                || text.contains("_rels/.rels");
    }
}
