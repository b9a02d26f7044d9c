/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Scatter;
import io.github.dsemaven.figure.Stack;
import java.awt.geom.Line2D;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes figures as pictures: laid out and drawn once, then encoded in each format. Holds no state, so that one writer may
 * serve several threads.
 */
public final class FigureWriter {
    /** Resolution of PNG files unless the user asks for another. */
    public static final int DEFAULT_DPI = 200;
    /** Width of a page unless the user asks for another, in centimetres: the text width of an A4 page. */
    public static final double DEFAULT_WIDTH_CM = 16;

    private final Theme theme;
    private final double widthCm;
    private final FigurePainter painter;
    private final Map<Format, Encoder> encoders = new LinkedHashMap<>();
    private final RenderMetadata metadata;

    /**
     * @param formats what to write
     * @param dpi resolution of PNG files in dots per inch
     * @param widthCm width of a page in centimetres
     */
    public FigureWriter(Theme theme, Set<Format> formats, int dpi, double widthCm, RenderMetadata metadata) {
        this.theme = theme;
        this.widthCm = widthCm;
        painter = new FigurePainter(theme, widthCm);
        this.metadata = metadata;
        for (Format format : Format.values()) {
            if (formats.contains(format)) {
                encoders.put(format, encoder(format, dpi));
            }
        }
    }

    /** Loads what the first figure of a build would wait for (fonts, encoders): a tenth of a second; later figures find it loaded. */
    public void prepare() {
        var g = new RecordingGraphics();
        var typography = new Typography(theme);
        g.text("0", 1, 9, typography.title(), Drawing.Anchor.START);
        g.text("0", 9, 9, typography.caption(), Drawing.Anchor.START);
        g.outline(new Line2D.Double(0, 0, 9, 9), theme.ink(), 1, List.of(1.0, 1.0));
        var sample = new Drawing("sample", "", "", 18, 12, theme.background(), g.items());
        encoders.values().forEach(encoder -> {
            try {
                encoder.write(sample, metadata, OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Encoder encoder(Format format, int dpi) {
        return switch (format) {
            case SVG -> new SvgEncoder();
            case PNG -> new PngEncoder(dpi);
            case PDF -> new PdfEncoder();
        };
    }

    /**
     * What was written and how long it took.
     *
     * @param files in the order of {@link Format}
     * @param layout time to lay out and draw, which all formats share
     * @param encoding time to encode and write each format
     */
    public record Result(List<Path> files, Duration layout, Map<Format, Duration> encoding) {
        public Result {
            files = List.copyOf(files);
            encoding = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(encoding));
        }
    }

    /**
     * Writes {@code <folder>/<figure name>.<extension>} for each format, each as a whole or not at all.
     *
     * @throws io.github.dsemaven.diagnostic.DseException where a file can't be written
     */
    public Result write(Figure figure, Path folder) {
        long start = System.nanoTime();
        return write(painter.paint(figure), start, folder);
    }

    /** Writes a scatter in the same way. */
    public Result write(Scatter scatter, Path folder) {
        long start = System.nanoTime();
        return write(new ScatterPainter(scatter, theme, widthCm).paint(), start, folder);
    }

    /** Writes stacked bars in the same way. */
    public Result write(Stack stack, Path folder) {
        long start = System.nanoTime();
        return write(new StackPainter(stack, theme, widthCm).paint(), start, folder);
    }

    private Result write(Drawing drawing, long start, Path folder) {
        Duration layout = since(start);
        var files = new ArrayList<Path>();
        var encoding = new LinkedHashMap<Format, Duration>();
        encoders.forEach((format, encoder) -> {
            long begin = System.nanoTime();
            Path file = folder.resolve(drawing.name() + "." + format.extension());
            AtomicFile.write(file, out -> encoder.write(drawing, metadata, out));
            encoding.put(format, since(begin));
            files.add(file);
        });
        return new Result(files, layout, encoding);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
