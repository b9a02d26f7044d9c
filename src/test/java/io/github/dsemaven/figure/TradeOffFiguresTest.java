/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.csv.Conditions;
import io.github.dsemaven.figure.Scatter.Dot;
import io.github.dsemaven.figure.TradeOffFigures.Score;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TradeOffFiguresTest {
    private static Score score(String model, String scheme, double perplexity, double bits) {
        return new Score(
                "own",
                "",
                model,
                scheme,
                perplexity,
                OptionalDouble.of(bits),
                new Conditions(Map.of()),
                "own_ppl_details.json");
    }

    private static List<Scatter> figures(Score... scores) {
        return new TradeOffFigures(List.of(), List.of(), Map.of()).of(List.of(scores));
    }

    @Test
    void perplexitiesOfDifferentConditionsAreDotsOfTheirOwnAndTheCaptionSaysSo() {
        var figure = new TradeOffFigures(List.of(), List.of(), Map.of())
                .of(List.of(
                        score("m", "fp16", 5, 16, "2048"),
                        score("m", "fp16", 4, 16, "4096"),
                        score("m", "4bit", 6, 4.5, "2048")))
                .get(0);
        assertThat(figure.dots())
                .extracting(Dot::name)
                .containsExactly("m, fp16, window 2048", "m, fp16, window 4096", "m, 4bit");
        assertThat(figure.caption())
                .contains("Measured with different window (2048, 4096); only dots that agree in all of them can be"
                        + " compared.");
    }

    private static Score score(String model, String scheme, double perplexity, double bits, String window) {
        return new Score(
                "own",
                "",
                model,
                scheme,
                perplexity,
                OptionalDouble.of(bits),
                new Conditions(Map.of("max_length", window)),
                "own_ppl_details.json");
    }

    @Test
    void bitsPerWeightOfOneModelAreOneFigure() {
        List<Scatter> figures = figures(score("models/a", "fp16", 5, 16), score("models/a", "4bit", 6, 4.5));

        assertThat(figures).extracting(Scatter::name).containsExactly("tradeoff_own_ppl_vs_bits");
        assertThat(figures.get(0).subtitle()).isEqualTo("models/a on own");
    }

    @Test
    void modelsOfDifferentSizesAreNotComparedByBitsPerWeight() {
        List<Scatter> figures = figures(
                score("models/a", "fp16", 5, 16),
                score("models/a", "4bit", 6, 4.5),
                score("models/b", "fp16", 3, 16),
                score("models/b", "4bit", 4, 4.5),
                score("models/c", "fp16", 2, 16));

        assertThat(figures)
                .extracting(Scatter::name)
                .containsExactly("tradeoff_own_models-a_ppl_vs_bits", "tradeoff_own_models-b_ppl_vs_bits");
        assertThat(figures.get(0).groups()).containsExactly("fp16", "4bit");
    }

    @Test
    void dotsUponEachOtherShareOneLabel() {
        Scatter figure = figures(
                        score("m", "q4f16_0", 6, 4.5), score("m", "q4f16_1", 6, 4.5), score("m", "fp16", 5, 16))
                .get(0);

        assertThat(figure.dots()).extracting(Dot::label).containsExactly("q4f16_0, q4f16_1", "", "fp16");
    }
}
