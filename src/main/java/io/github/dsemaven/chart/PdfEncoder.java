/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import io.github.dsemaven.chart.Drawing.Text;
import java.awt.BasicStroke;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/** PDF with embedded fonts and text as text: shapes through PDFBox's Graphics2D bridge, then the texts upon them. */
final class PdfEncoder implements Encoder {
    /** SVG's default. */
    private static final float MITER_LIMIT = 4;

    @Override
    public void write(Drawing drawing, RenderMetadata metadata, OutputStream out) throws IOException {
        try (var document = new PDDocument()) {
            var size = new PDRectangle((float) drawing.width(), (float) drawing.height());
            var page = new PDPage(size);
            document.addPage(page);
            describe(document, drawing, metadata);
            var graphics = new PdfBoxGraphics2D(document, size);
            graphics.setColor(drawing.background());
            graphics.fill(new java.awt.geom.Rectangle2D.Double(0, 0, drawing.width(), drawing.height()));
            drawing.items().forEach(item -> shapes(graphics, item));
            graphics.dispose();
            try (var content = new PDPageContentStream(document, page)) {
                content.drawForm(graphics.getXFormObject());
                var regular = font(document, false);
                var bold = font(document, true);
                for (Text text : drawing.texts()) {
                    if (isWritable(text)) {
                        write(content, text, text.lettering().bold() ? bold : regular, drawing.height());
                    }
                }
            }
            document.setDocumentId(0L);
            document.save(out);
        }
    }

    private static void shapes(PdfBoxGraphics2D graphics, Drawing.Item item) {
        if (item instanceof Drawing.Group group) {
            group.items().forEach(member -> shapes(graphics, member));
        } else if (item instanceof Text text) {
            if (!isWritable(text)) {
                graphics.setColor(text.lettering().color());
                text.letters(
                        new AffineTransform(), (letter, place) -> graphics.fill(place.createTransformedShape(letter)));
            }
        } else {
            draw(graphics, item);
        }
    }

    /** Whether the font has its letters; otherwise it is drawn as shapes. */
    private static boolean isWritable(Text text) {
        return Typeface.of(text.lettering().bold()).has(text.text());
    }

    private static void draw(PdfBoxGraphics2D graphics, Drawing.Item item) {
        if (item instanceof Drawing.Fill fill) {
            graphics.setColor(fill.color());
            graphics.fill(fill.shape());
        } else if (item instanceof Drawing.Outline outline) {
            graphics.setColor(outline.color());
            graphics.setStroke(stroke(outline));
            graphics.draw(outline.shape());
        }
    }

    private static BasicStroke stroke(Drawing.Outline outline) {
        float[] dash = new float[outline.dash().size()];
        for (int i = 0; i < dash.length; i++) {
            dash[i] = outline.dash().get(i).floatValue();
        }
        return new BasicStroke(
                (float) outline.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER,
                MITER_LIMIT,
                dash.length == 0 ? null : dash,
                0);
    }

    private static PDFont font(PDDocument document, boolean bold) throws IOException {
        return PDType0Font.load(
                document, new ByteArrayInputStream(Typeface.of(bold).file()), true);
    }

    private static void write(PDPageContentStream content, Text text, PDFont font, double height) throws IOException {
        content.beginText();
        content.setFont(font, (float) text.lettering().size());
        content.setNonStrokingColor(text.lettering().color());
        double start = text.anchor().start(text.width());
        Matrix place = text.upward()
                ? new Matrix(0, 1, -1, 0, (float) text.x(), (float) (height - text.y() + start))
                : Matrix.getTranslateInstance((float) (text.x() + start), (float) (height - text.y()));
        content.setTextMatrix(place);
        content.showText(text.text());
        content.endText();
    }

    private static void describe(PDDocument document, Drawing drawing, RenderMetadata metadata) {
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(drawing.title());
        information.setSubject(drawing.description());
        information.setCreator(metadata.producer());
        information.setProducer(metadata.producer());
        metadata.provenance().forEach(information::setCustomMetadataValue);
        metadata.timestamp().ifPresent(moment -> {
            Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
            calendar.setTimeInMillis(moment.toEpochMilli());
            information.setCreationDate(calendar);
            information.setModificationDate(calendar);
        });
        document.getDocumentCatalog().setLanguage("en");
        var id = new COSArray();
        id.add(new COSString(new byte[16]));
        id.add(new COSString(new byte[16]));
        document.getDocument().getTrailer().setItem(COSName.ID, id);
    }
}
