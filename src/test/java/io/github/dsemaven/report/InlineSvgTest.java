/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class InlineSvgTest {
    private static final String GROUND = "<svg viewBox='0 0 9 9'><rect width='100%' height='100%' fill='#ffffff'/>";

    @Test
    void aDrawingOnADarkGroundKeepsItsColours() {
        String dark = "<svg><rect width='100%' height='100%' fill='#14171C'/><g fill='#0072b2'/></svg>";
        assertThat(new InlineSvg(dark, "").markup()).isEqualTo(dark);
    }

    @Test
    void cutsOffWhatThePageSaysItself() {
        String svg = "<svg viewBox=\"0 0 300 200\"><text x='1' y='20' font-size='10'>A &amp; B</text>"
                + "<text x='1' y='40' font-size='10'>tick</text>"
                + "<text x='1' y='170' font-size='8'>Mean of 3</text><text x='1' y='180' font-size='8'>rows.</text></svg>";

        assertThat(new InlineSvg(svg, "", List.of("A & B", ""), "Mean of 3 rows.").markup())
                .isEqualTo("<svg viewBox=\"0 23.50 300 135.70\"><text x='1' y='40' font-size='10'>tick</text></svg>");
        assertThat(new InlineSvg(svg, "", List.of("Other"), "Something else.").markup())
                .isEqualTo(svg);
    }

    @Test
    void prefixesEveryIdentifierAndItsUses() {
        var svg = new InlineSvg(
                "<svg id='a' viewBox='0 0 10 5'><use xlink:href='#b'/><use href=\"#b\"/><g id=\"b\" fill=\"url(#c)\" "
                        + "style=\"clip-path:url('#d')\" aria-describedby='b c'/></svg>",
                "x-");

        assertThat(svg.markup())
                .isEqualTo(
                        "<svg id='x-a' viewBox='0 0 10 5'><use xlink:href='#x-b'/><use href=\"#x-b\"/>"
                                + "<g id=\"x-b\" fill=\"url(#x-c)\" style=\"clip-path:url(#x-d)\" aria-describedby='x-b x-c'/></svg>");
        assertThat(svg.width()).isEqualTo(10);
    }

    @Test
    void takesOutPrologFontsScriptsAndTheFixedSize() {
        var svg = new InlineSvg(
                "<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'x' 'y'>\n<!-- c --><svg width=\"10pt\" height=\"5pt\">"
                        + "<style type='text/css'>@font-face{font-family:R;src:url(data:x)}</style>"
                        + "<script>alert(1)</script><rect onload=\"alert(2)\" width='3'/></svg>",
                "x-");

        assertThat(svg.markup()).isEqualTo("<svg><rect width='3'/></svg>");
    }

    /** A figure as the SVG encoder writes it: with the quotes of its style as entities. */
    @Test
    void namesThePagesFontInsteadOfTheFiguresOwn() throws Exception {
        String drawn = Files.readString(Path.of("src/test/resources/golden/chart/bars.svg"));
        String family = drawn.replaceAll("(?s).*font-family=\"&apos;([^&]+)&apos;.*", "$1");
        String face = "<style>@font-face{font-family:&apos;" + family + "&apos;;src:url(data:font/ttf;base64,AA) "
                + "format(&apos;truetype&apos;)}</style>";

        String markup =
                new InlineSvg(drawn.replaceFirst("<style>.*?</style>|<style/>|(?=</metadata>)", face), "x-").markup();

        assertThat(markup).contains("font-family=\"&apos;dse-figure&apos;,").doesNotContain(family);
    }

    @Test
    void namesColoursSoThatThePageCanSetThem() {
        var svg = new InlineSvg(GROUND + "<g fill='#0072b2' stroke=\"#FFF\" style='stroke:#1F2328'/>#123456</svg>", "");

        assertThat(svg.markup())
                .isEqualTo(
                        "<svg viewBox='0 0 9 9'><g fill='var(--c-0072B2,#0072B2)' stroke=\"var(--c-FFFFFF,#FFFFFF)\" "
                                + "style='stroke:var(--c-1F2328,#1F2328)'/>#123456</svg>");
        assertThat(svg.colours()).containsExactly("0072B2", "1F2328", "FFFFFF");
    }

    @Test
    void darkCounterpartsKeepWhatStandsOut() {
        assertThat(lightness(DarkColour.of("FFFFFF"))).isLessThan(30);
        assertThat(lightness(DarkColour.of("1F2328"))).isGreaterThan(180);
        assertThat(lightness(DarkColour.of("0072B2"))).isBetween(110, 220);
    }

    private static int lightness(String hex) {
        int rgb = Integer.parseInt(hex, 16);
        return ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
    }
}
