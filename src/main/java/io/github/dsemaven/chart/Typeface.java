/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * One weight of the bundled font, measured and outlined from its own tables. AWT's fonts are not used: they need
 * fontconfig and some system font to start at all, and are rasterized differently on every platform.
 */
final class Typeface {
    /** Family name in files. */
    static final String FAMILY = "Roboto";

    private static final String FOLDER = "/com/formdev/flatlaf/fonts/roboto/";
    /** What a reader of a subset needs; hints for low resolutions are left out, which halves it. */
    private static final List<String> TABLES =
            List.of("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post");

    private static final Typeface REGULAR = new Typeface("Roboto-Regular.ttf");
    private static final Typeface BOLD = new Typeface("Roboto-Bold.ttf");

    private final byte[] file;
    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double unitsPerEm;
    private final Map<Integer, Glyph> known = new ConcurrentHashMap<>();
    /** The same for the letters that nearly all text consists of; two threads that read one find the same. */
    private final Glyph[] latin = new Glyph[256];

    private record Glyph(double advance, GeneralPath outline) {}

    private Typeface(String name) {
        try (InputStream in = Typeface.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + name + " is not on the class path");
            }
            file = in.readAllBytes();
            font = new TTFParser().parse(new RandomAccessReadBuffer(file));
            glyphs = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Typeface of(boolean bold) {
        return bold ? BOLD : REGULAR;
    }

    /** The whole font file. */
    byte[] file() {
        return file.clone();
    }

    /** Advance width in em. */
    double width(String text) {
        double width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += glyph(text.codePointAt(i)).advance();
        }
        return width;
    }

    /**
     * Hands on the outline of each letter.
     *
     * @param place from the text's units to the caller's: em, y downwards, the baseline's start at the origin
     */
    void letters(String text, AffineTransform place, BiConsumer<Shape, AffineTransform> letters) {
        double x = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            Glyph glyph = glyph(text.codePointAt(i));
            var at = new AffineTransform(place);
            at.concatenate(new AffineTransform(1 / unitsPerEm, 0, 0, -1 / unitsPerEm, x, 0));
            letters.accept(glyph.outline(), at);
            x += glyph.advance();
        }
    }

    /** Whether the font has every letter of a text. */
    boolean has(String text) {
        return text.codePoints().allMatch(this::has);
    }

    /** A font file with the given characters only. */
    byte[] subset(BitSet characters) {
        synchronized (font) {
            try {
                var subsetter = new TTFSubsetter(font, TABLES);
                characters.stream().filter(this::has).forEach(subsetter::add);
                var out = new ByteArrayOutputStream();
                subsetter.writeToStream(out);
                return out.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean has(int character) {
        return glyphs.getGlyphId(character) != 0;
    }

    private Glyph glyph(int character) {
        if (character >= latin.length) {
            return known.computeIfAbsent(character, this::read);
        }
        Glyph glyph = latin[character];
        if (glyph == null) {
            glyph = read(character);
            latin[character] = glyph;
        }
        return glyph;
    }

    private Glyph read(int character) {
        if (!has(character)) {
            return CodeBox.isSilent(character)
                    ? new Glyph(0, new GeneralPath())
                    : new Glyph(
                            CodeBox.ADVANCE,
                            CodeBox.of(character, digit -> read(digit).outline(), unitsPerEm));
        }
        synchronized (font) {
            try {
                int id = glyphs.getGlyphId(character);
                var data = font.getGlyph().getGlyph(id);
                return new Glyph(
                        font.getAdvanceWidth(id) / unitsPerEm, data == null ? new GeneralPath() : data.getPath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
