/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InlineSvgTest {
    private static final String LIGHT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" class="dse light" width="9cm" height="9cm" viewBox="0 0 300 200" \
            role="img" aria-labelledby="n-title n-desc" font-family="'R',Arial">
            <title id="n-title">A &amp; B &lt;i&gt;</title>
            <metadata>m</metadata>
            <style>@font-face{font-family:'R';src:url(data:font/ttf;base64,AA)}</style>
            <view id="n-plot" viewBox="0 23.5 300 135.7"/>
            <rect class="ground" width="100%" height="100%" fill="#ffffff"/>
            <g class="heading"><text y="20">A</text></g>
            <g class="point"><path d="M1 2" fill="none" stroke="#0072b2"/><text fill="#1f2328">🦙 é</text></g>
            <g class="caption"><text y="170">Mean of 3</text><text y="180">rows &amp; more.</text></g>
            </svg>
            """;

    @Test
    void leavesOutWhatThePageSaysItselfAndPrefixesIds() {
        var svg = new InlineSvg(LIGHT, "f1-");

        assertThat(svg.markup().replaceAll("\n+", "\n")).isEqualTo("""
                        <svg class="dse light" role="img" aria-labelledby="f1-n-title f1-n-desc" viewBox="0 23.5 300 135.7">
                        <title id="f1-n-title">A &amp; B &lt;i&gt;</title>
                        <g class="point"><path d="M1 2" fill="none" stroke="#0072b2"/><text fill="#1f2328">🦙 é</text></g>
                        </svg>""".stripIndent());
        assertThat(svg.width()).isEqualTo(300);
        assertThat(svg.letters()).contains((int) 'é', 0x1F999);
    }

    @Test
    void theCaptionIsThatOfTheDrawing() {
        assertThat(new InlineSvg(LIGHT, "").caption()).isEqualTo("Mean of 3 rows & more.");
        assertThat(new InlineSvg("<svg/>", "").caption()).isEmpty();
    }

    @Test
    void namesTheColoursOfAWhiteGroundOnly() {
        String dark = LIGHT.replace("dse light", "dse dark").replace("#ffffff", "#14171c");

        assertThat(new InlineSvg(LIGHT, "").colours()).containsExactly("#0072b2", "#1f2328");
        assertThat(new InlineSvg(dark, "").colours()).isEmpty();
        assertThat(new InlineSvg(dark, "").markup()).contains("class=\"ground\"", "#14171c");
    }

    @Test
    void takesInFiguresAsTheyAreWritten() throws Exception {
        String drawn = Files.readString(Path.of("src/test/resources/golden/chart/bars.svg"));

        var svg = new InlineSvg(drawn, "x-");

        assertThat(svg.markup())
                .startsWith("<svg class=\"dse light\" role=\"img\" aria-labelledby=\"x-synthetic_figure-title x-")
                .contains("small &lt;&amp;&gt; model")
                .doesNotContain("@font-face", "<rect", "class=\"heading\"");
        assertThat(svg.caption()).isNotEmpty();
    }

    @Test
    void aBrokenFileIsOneClearError() {
        assertThatThrownBy(() -> new InlineSvg("<svg><g></svg>", ""))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("SVG of a figure: can't be read (")
                .hasMessageContaining("Delete it and run the goal");
    }

    @Test
    void darkCounterpartsKeepWhatStandsOut() {
        assertThat(lightness(DarkColour.of("#ffffff"))).isLessThan(30);
        assertThat(lightness(DarkColour.of("#1f2328"))).isGreaterThan(180);
        assertThat(lightness(DarkColour.of("#0072b2"))).isBetween(110, 220);
    }

    private static int lightness(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
    }
}
