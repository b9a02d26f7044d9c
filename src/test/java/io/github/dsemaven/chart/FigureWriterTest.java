/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.figure.Figure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class FigureWriterTest {
    private static final Map<String, String> PROVENANCE = Map.of("Inputs", "synthetic.csv sha256 0123");
    private static final Figure FIGURE = Figures.lines(
            "context_window_size",
            Figures.sizes(4096, 8192, 16384),
            Figures.names("q0f16", "q4f16_1"),
            Figures.sizes(0, 32),
            Figures.sizes(1, 2),
            (f, h, s, x) -> 1024 * (h + 1 + x + 0.1 * s));

    @TempDir
    Path folder;

    @Test
    void writesEachFormatAndSaysHowLongItTook() {
        FigureWriter.Result result = writer(Optional.empty()).write(FIGURE, folder);

        assertThat(result.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("synthetic_figure.svg", "synthetic_figure.png", "synthetic_figure.pdf");
        assertThat(result.encoding()).containsOnlyKeys(Format.SVG, Format.PNG, Format.PDF);
    }

    @Test
    void writesTheSameBytesAgainInOtherThreadsAndPlaces() throws Exception {
        Map<String, String> first = digests(folder.resolve("first"));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            var pool = Executors.newFixedThreadPool(2);
            var tasks = new ArrayList<Callable<Map<String, String>>>();
            for (int i = 0; i < 4; i++) {
                Path place = folder.resolve("place" + i);
                tasks.add(() -> digests(place));
            }
            for (var digest : pool.invokeAll(tasks)) {
                assertThat(digest.get()).isEqualTo(first);
            }
            pool.shutdown();
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** The digests were written by Java 17 and hold for Java 25; {@code -Ddse.golden=update} writes them anew. */
    @Test
    void writesTheSameBytesOnEveryJava() throws Exception {
        var lines = new StringBuilder();
        digests(folder)
                .forEach((file, digest) ->
                        lines.append(digest).append("  ").append(file).append('\n'));

        Path golden = Path.of("src/test/resources/golden/chart/digests.txt");
        if ("update".equals(System.getProperty("dse.golden"))) {
            Files.writeString(golden, lines);
        }
        assertThat(lines.toString()).isEqualTo(Files.readString(golden));
    }

    @Test
    void putsTitleResolutionAndProvenanceIntoThePng() throws Exception {
        writer(Optional.empty()).write(FIGURE, folder);

        Map<String, String> texts = new LinkedHashMap<>();
        try (var in = ImageIO.createImageInputStream(
                folder.resolve("synthetic_figure.png").toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            reader.setInput(in);
            Node root = reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            NodeList entries = ((Element) root).getElementsByTagName("iTXtEntry");
            for (int i = 0; i < entries.getLength(); i++) {
                Element entry = (Element) entries.item(i);
                texts.put(entry.getAttribute("keyword"), entry.getAttribute("text"));
            }
            Element resolution =
                    (Element) ((Element) root).getElementsByTagName("pHYs").item(0);
            assertThat(resolution.getAttribute("pixelsPerUnitXAxis")).isEqualTo("7874");
            assertThat(reader.getWidth(0)).isEqualTo(1260);
        }
        assertThat(texts)
                .containsEntry("Title", "Synthetic figure")
                .containsEntry("Software", "dse-maven-plugin test")
                .containsEntry("Inputs", "synthetic.csv sha256 0123")
                .containsKey("Description");
    }

    /** Each shows its code point in a box; text of the font stays text. */
    @Test
    void drawsLettersThatTheFontLacks() throws Exception {
        var figure =
                Figures.bars(Figures.names("🦙-q4f16_1", "q0f16"), Figures.names("模型", "型模"), (f, h, s, x) -> h + 1.0);

        var written = writer(Optional.empty()).write(figure, folder);

        assertThat(written.files())
                .hasSize(3)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        try (var document =
                Loader.loadPDF(folder.resolve("synthetic_figure.pdf").toFile())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("q0f16")
                    .doesNotContain("?-q4f16_1");
        }
    }

    @Test
    void putsTitleFontsAndTextIntoThePdf() throws Exception {
        writer(Optional.of(Instant.parse("2026-11-24T00:00:00Z"))).write(FIGURE, folder);

        try (var document =
                Loader.loadPDF(folder.resolve("synthetic_figure.pdf").toFile())) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Synthetic figure");
            assertThat(document.getDocumentInformation().getProducer()).isEqualTo("dse-maven-plugin test");
            assertThat(document.getDocumentInformation().getCustomMetadataValue("Inputs"))
                    .isEqualTo("synthetic.csv sha256 0123");
            assertThat(document.getDocumentInformation().getCreationDate().toInstant())
                    .isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
            assertThat(new PDFTextStripper().getText(document)).contains("Synthetic figure", "q4f16_1", "16K");
            var resources = document.getPage(0).getResources();
            for (var name : resources.getFontNames()) {
                assertThat(resources.getFont(name).isEmbedded()).isTrue();
            }
        }
    }

    private static FigureWriter writer(Optional<Instant> timestamp) {
        return new FigureWriter(
                Theme.LIGHT,
                EnumSet.allOf(Format.class),
                FigureWriter.DEFAULT_DPI,
                FigureWriter.DEFAULT_WIDTH_CM,
                new RenderMetadata("dse-maven-plugin test", PROVENANCE, timestamp));
    }

    private static Map<String, String> digests(Path folder) throws Exception {
        var digests = new LinkedHashMap<String, String>();
        for (Path file :
                List.copyOf(writer(Optional.empty()).write(FIGURE, folder).files())) {
            var digest = MessageDigest.getInstance("SHA-256");
            digests.put(file.getFileName().toString(), HexFormat.of().formatHex(digest.digest(content(file))));
        }
        return digests;
    }

    /** The bytes; of a PNG its pixels, for how zlib packs them is the machine's. */
    private static byte[] content(Path file) throws IOException {
        if (!file.toString().endsWith(".png")) {
            return Files.readAllBytes(file);
        }
        BufferedImage image = ImageIO.read(file.toFile());
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            data.writeInt(pixel);
        }
        return bytes.toByteArray();
    }
}
