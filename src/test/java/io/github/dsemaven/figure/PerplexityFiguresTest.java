/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerplexityFiguresTest {
    @TempDir
    private Path folder;

    @Test
    void barsStandInOrderOfFirstAppearanceInAPanelForEachModel() {
        var table = Sweeps.perplexity(
                folder,
                "mytext",
                "x,b/Big,cpu,512,256,test,1,0,0,9.125",
                "x,a/Small,cpu,512,256,test,0,0,0,11.5",
                "x,b/Big,cpu,512,256,test,0,0,0,8.005",
                "x,a/Small,cpu,512,256,test,0,1,0,11.75",
                "x,a/Small,cpu,512,256,test,0,0,0,12.5");

        FigureSet set = PerplexityFigures.of(List.of(table), PlotOptions.DEFAULT);

        Figure figure = set.figures().get(0);
        assertThat(figure.name()).isEqualTo("mytext_ppl_vs_quant");
        assertThat(figure.kind()).isEqualTo(Figure.Kind.BAR);
        assertThat(figure.hue().orElseThrow().levels().stream().map(Level::text))
                .containsExactly("4bit", "fp16", "8bit");
        assertThat(figure.panels().stream()
                        .map(panel -> panel.level().orElseThrow().text()))
                .containsExactly("b/Big", "a/Small");
        assertThat(figure.panels().get(0).bars().stream().map(Panel.Bar::text)).containsExactly("9.12", "8.01");
        assertThat(figure.panels().get(1).bars().stream().map(Panel.Bar::text)).containsExactly("12.00", "11.75");
        assertThat(figure.panels().get(1).bars().get(0).value().n()).isEqualTo(2);
        assertThat(set.warnings())
                .singleElement()
                .asString()
                .contains("a/Small, fp16 measured more than once with different values (11.50 to 12.50)");
    }

    @Test
    void filesOfOneDataSetShareAFigureButNoBar() {
        var measured = Sweeps.perplexity(folder, "mytext", "x,m,cpu,512,256,test,0,0,0,9");
        var own = Sweeps.perplexity(
                folder.resolve("own"), "mytext", "x,m,cpu,512,256,test,0,0,0,9.5", "x,m,cpu,512,256,test,0,1,0,10");

        FigureSet set = PerplexityFigures.of(List.of(measured, own), PlotOptions.DEFAULT);

        Figure figure = set.figures().get(0);
        assertThat(figure.inputs()).hasSize(2);
        assertThat(figure.panels().get(0).bars().stream()
                        .map(bar -> bar.category().text() + "=" + bar.text()))
                .containsExactly("fp16=9.00", "fp16 (dse/mytext_ppl_results.csv)=9.50", "8bit=10.00");
        assertThat(set.warnings()).isEmpty();
    }

    @Test
    void whatWasMeasuredInDifferentWaysIsNoRepeat() {
        var table = Sweeps.perplexity(
                folder,
                "mytext",
                "x,m,cuda,2048,512,test,0,0,0,6.4",
                "x,m,cuda,2048.0,512,test,0,0,0,6.6",
                "x,m,cuda,4096,512,test,0,0,0,4.4",
                "x,m,cuda,2048,,validation,0,0,0,9.4",
                "x,m,cpu,2048,512,test,1,0,0,7.4");

        FigureSet set = PerplexityFigures.of(List.of(table), PlotOptions.DEFAULT);

        Figure figure = set.figures().get(0);
        assertThat(figure.panels().get(0).bars().stream()
                        .map(bar -> bar.category().text() + "=" + bar.text() + " n="
                                + bar.value().n()))
                .containsExactly(
                        "fp16 (window 2048, stride 512, split test)=6.50 n=2",
                        "fp16 (window 4096, stride 512, split test)=4.40 n=1",
                        "fp16 (window 2048, stride unknown, split validation)=9.40 n=1",
                        "4bit=7.40 n=1");
        String differing = "window (2048, 4096), stride (512, unknown), split (test, validation), device (cuda, cpu)";
        assertThat(figure.caption())
                .contains("Measured with different " + differing
                        + "; only bars that agree in all of them can be compared.");
        assertThat(set.warnings())
                .extracting(Warning::toString)
                .contains("dse/mytext_ppl_results.csv: the perplexities of mytext differ in " + differing
                        + "; only those that agree in all of them can be compared");
        assertThat(FigureData.json(figure))
                .contains("\"quantization\": \"4bit\"", "\"max_length\": \"2048\"", "\"device\": \"cpu\"");
    }

    @Test
    void emptyCellsAreLeftOutAndAFileOfNothingElseIsAProblem() {
        FigureSet some = PerplexityFigures.of(
                List.of(Sweeps.perplexity(
                        folder, "mytext", "x,m,cpu,512,256,test,0,0,0,9", "x,m,cpu,512,256,test,1,0,0,")),
                PlotOptions.DEFAULT);
        FigureSet none = PerplexityFigures.of(
                List.of(Sweeps.perplexity(folder, "mytext", "x,m,cpu,512,256,test,0,0,0,")), PlotOptions.DEFAULT);

        assertThat(some.figures().get(0).rows()).isEqualTo(1);
        assertThat(some.warnings())
                .singleElement()
                .asString()
                .isEqualTo("dse/mytext_ppl_results.csv: 1 empty cell in column ppl; the row is left out");
        assertThat(none.figures()).isEmpty();
        assertThat(none.problems()).isEmpty();
        assertThat(none.warnings())
                .singleElement()
                .asString()
                .endsWith("_ppl_vs_quant is not drawn: every cell of ppl is empty");
    }
}
