/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void theSourcesFormulaWeighsTheFirstWindowByATokenItDoesNotScore() {
        // Given windows of 4 targets with 3 and 4 scored tokens: means 2 and 5
        Scores scores = scores(Protocol.SOURCE.windows(8, 8, 4), new float[] {1, 2, 3}, new float[] {4, 4, 6, 6});

        assertThat(scores.sum()).isEqualTo(26);
        assertThat(scores.tokens()).isEqualTo(7);
        assertThat(scores.perplexity(Protocol.SOURCE)).isEqualTo(StrictMath.exp((2 * 4 + 5 * 4) / 8.0));
        assertThat(scores.perplexity(Protocol.EXACT)).isEqualTo(StrictMath.exp(26 / 7.0));
    }

    @Test
    void theHfFormulaWeighsEveryWindowByATokenLess() {
        // Given [0,4) scoring 3 with mean 2, and [2,6) scoring 2 with mean 6: weights 3 and 1
        Scores scores = scores(Protocol.HF.windows(6, 4, 2), new float[] {1, 2, 3}, new float[] {5, 7});

        assertThat(scores.perplexity(Protocol.HF)).isEqualTo(StrictMath.exp((2 * 3 + 6 * 1) / 4.0));
    }

    @Test
    void disjointWindowsOfOneLengthGiveTheExactPerplexity() {
        Scores scores = scores(Protocol.DISJOINT.windows(7, 3, 1), new float[] {1, 2}, new float[] {3, 5});

        assertThat(scores.perplexity(Protocol.DISJOINT)).isCloseTo(StrictMath.exp(11 / 4.0), within(1e-12));
    }

    @Test
    void aWindowThatScoresNothingCountsForNothing() {
        Scores scores = scores(Protocol.SOURCE.windows(5, 4, 4), new float[] {1, 2, 3}, new float[0]);

        assertThat(scores.perplexity(Protocol.SOURCE)).isEqualTo(StrictMath.exp(2));
    }

    @Test
    void aWindowNeedsAValueForEachScoredToken() {
        Window window = new Window(0, 0, 4, 1, 4);

        assertThatThrownBy(() -> new WindowScore(window, new float[4])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theReferencePerplexitiesFollowFromTheirSumsAndTheFirstWindow() throws IOException {
        // nll_sum there is the source's own sum, in which the first window's mean counts for 512 though 511 are scored
        JsonObject reference = JsonParser.parseString(Files.readString(ReferenceData.path("perplexity.json")))
                .getAsJsonObject();
        JsonObject fp32 = reference.getAsJsonObject("tiny_llama").getAsJsonObject("fp32/2048/512");
        JsonArray first = reference.getAsJsonArray("tiny_llama_nll_fp64_first1024");
        List<Window> windows = Protocol.SOURCE.windows(404_317, 2048, 512);
        double rest = fp32.get("nll_sum").getAsDouble();
        double firstSum = 0;
        float[] firstWindow = new float[511];
        for (int i = 0; i < 511; i++) {
            firstWindow[i] = first.get(i).getAsFloat();
            firstSum += firstWindow[i];
        }
        rest -= firstSum / 511 * 512;
        // Where the rest lies does not matter as long as the weights are the tokens scored: all in the last window's
        // mean
        double restMean = rest / (404_316 - 511);
        List<WindowScore> all = new ArrayList<>();
        for (Window window : windows) {
            float[] nll = window.index() == 0 ? firstWindow : new float[window.scored()];
            if (window.index() > 0) {
                java.util.Arrays.fill(nll, (float) restMean);
            }
            all.add(new WindowScore(window, nll));
        }
        Scores scores = new Scores(all);

        // A mean of 4.5 as a float is 2e-7 off
        assertThat(scores.perplexity(Protocol.SOURCE)).isCloseTo(fp32.get("ppl").getAsDouble(), within(94 * 3e-7));
        assertThat(scores.exactPerplexity()).isCloseTo(fp32.get("exact_ppl").getAsDouble(), within(94 * 3e-7));
        assertThat(scores.perplexity(Protocol.SOURCE)).isLessThan(scores.exactPerplexity());
    }

    static Scores scores(List<Window> windows, float[]... nll) {
        List<WindowScore> scores = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            scores.add(new WindowScore(windows.get(i), nll[i]));
        }
        return new Scores(scores);
    }
}
