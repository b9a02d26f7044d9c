/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.figure.Figure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * SVG as text. {@code -Ddse.golden=update} writes the golden files anew; the embedded font stands in them as its digest.
 */
class SvgEncoderTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/chart");
    private static final Pattern FONT = Pattern.compile("base64,([A-Za-z0-9+/=]+)");
    private static final RenderMetadata METADATA =
            new RenderMetadata("dse-maven-plugin test", Map.of("Inputs", "synthetic.csv"), Optional.empty());

    static List<Arguments> golden() {
        var sliding = new ArrayList<>(List.of(Figures.off()));
        sliding.addAll(Figures.sizes(2048, 4096));
        return List.of(
                Arguments.of(
                        "direct-labels",
                        Theme.LIGHT,
                        Figures.lines(
                                "context_window_size",
                                Figures.sizes(4096, 8192, 16384),
                                Figures.names("q0f16", "q4f16_1", "q4f32_1"),
                                List.of(),
                                List.of(),
                                (f, h, s, x) -> 1024 * (Math.min(h, 1) + 1 + x))),
                Arguments.of(
                        "panels-with-off",
                        Theme.DARK,
                        Figures.lines(
                                "sliding_window_size",
                                sliding,
                                Figures.names("q0f16", "q4f16_1"),
                                Figures.sizes(0, 32),
                                Figures.sizes(1, 2),
                                (f, h, s, x) -> 1024 * (h + 1 + 0.01 * s))),
                Arguments.of(
                        "bars",
                        Theme.GREY,
                        Figures.bars(
                                Figures.names("fp16", "fake_q3", "4bit"),
                                Figures.names("small <&> model", "large model"),
                                (f, h, s, x) -> f == 1 && h == 2 ? Double.NaN : 5.4321 + h)));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void drawsTheGoldenFigures(String name, Theme theme, Figure figure) throws Exception {
        String svg = withoutFont(svg(theme, figure));

        Path file = GOLDEN.resolve(name + ".svg");
        if ("update".equals(System.getProperty("dse.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, svg);
        }
        assertThat(svg).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void saysWhatItShowsToThoseWhoCannotSeeIt(String name, Theme theme, Figure figure) throws Exception {
        Document document = parse(svg(theme, figure));

        Element root = document.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getAttribute("aria-labelledby")).isEqualTo("synthetic_figure-title synthetic_figure-desc");
        assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                .contains("chart of GPU memory (GiB)", "Highest: ", "Lowest: ");
    }

    @Test
    void hasATooltipOnEveryPoint() throws Exception {
        Figure figure = Figures.lines(
                "context_window_size",
                Figures.sizes(4096, 8192),
                Figures.names("q0f16"),
                List.of(),
                List.of(),
                (f, h, s, x) -> 1024 * (x + 1));

        String svg = svg(Theme.LIGHT, figure);

        assertThat(svg)
                .contains("<title>q0f16\ncontext window size 4K: 1 GiB\nn = 3, 0.9 to 1.1 GiB</title>")
                .contains("<title>q0f16\ncontext window size 8K: 2 GiB\nn = 3, 1.8 to 2.2 GiB</title>");
    }

    @Test
    void holdsEveryLetterAndWritesControlCharactersOut() throws Exception {
        Figure figure = Figures.bars(
                Figures.names("🦙-q4f16_1", "模型\u001B[31m", "x\u202Ey"),
                Figures.names("e\uFE0F\uD83E", "\u0000"),
                (f, h, s, x) -> h + 1.0);

        String svg = svg(Theme.LIGHT, figure);

        assertThat(parse(svg).getElementsByTagName("text").getLength()).isPositive();
        assertThat(svg).contains("🦙", "模型\\u001b[31m", "x\\u202ey", "\\ud83e", "\\u0000");
    }

    @Test
    void namesThePartBetweenHeadingAndCaption() throws Exception {
        Document document = parse(svg(Theme.LIGHT, (Figure) golden().get(2).get()[2]));

        Element view = (Element) document.getElementsByTagName("view").item(0);
        assertThat(view.getAttribute("viewBox")).matches("0 [0-9.]+ [0-9.]+ [0-9.]+");
        assertThat(document.getDocumentElement().getAttribute("class")).isEqualTo("dse light");
        assertThat(svg(Theme.DARK, (Figure) golden().get(2).get()[2])).contains("class=\"dse dark\"");
    }

    @Test
    void staysSmall() throws Exception {
        Figure figure = Figures.lines(
                "context_window_size",
                Figures.sizes(4096, 8192, 16384),
                Figures.models(4),
                Figures.sizes(0, 32, 64, 128, 256),
                Figures.sizes(1, 2, 4),
                (f, h, s, x) -> 1024.0 * (h + 1 + x) + s);

        assertThat(svg(Theme.LIGHT, figure)).hasSizeLessThan(150_000);
    }

    private static String svg(Theme theme, Figure figure) throws IOException {
        var out = new ByteArrayOutputStream();
        new SvgEncoder().write(new FigurePainter(theme).paint(figure), METADATA, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String withoutFont(String svg) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return FONT.matcher(svg)
                .replaceAll(font -> "sha256,"
                        + HexFormat.of().formatHex(digest.digest(font.group(1).getBytes(StandardCharsets.US_ASCII))));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
