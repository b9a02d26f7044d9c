/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theStandardErrorIsTheSampleDeviationByTheRootOfTheCount() {
        // Given 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14, variance 14/3
        Scores scores = one(new float[] {1, 2, 3, 6});

        assertThat(StandardError.ofMean(scores)).isCloseTo(Math.sqrt(14 / 3.0 / 4), within(1e-15));
        assertThat(StandardError.ofDifference(scores, one(new float[] {0, 1, 2, 5})))
                .isZero();
        assertThat(StandardError.ofMean(one(new float[] {7}))).isZero();
    }

    @Test
    void theIntervalOfIndependentTokensHasTheTextbookWidth() {
        var random = new Random(3);
        float[] nll = new float[200_000];
        for (int i = 0; i < nll.length; i++) {
            nll[i] = (float) (4 + 2 * random.nextGaussian());
        }
        Scores scores = one(nll);

        Interval interval = Interval.of(BlockBootstrap.means(scores));

        double error = StandardError.ofMean(scores);
        assertThat(interval.low()).isLessThan(scores.mean());
        assertThat(interval.high()).isGreaterThan(scores.mean());
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * error, within(0.6 * error));
    }

    @Test
    void theIntervalOfDependentTokensIsWider() {
        // Given runs of 256 tokens that are alike: 16 times the error of as many independent ones
        var random = new Random(3);
        float[] nll = new float[1 << 18];
        for (int i = 0; i < nll.length; i += 256) {
            Arrays.fill(nll, i, i + 256, (float) (4 + 2 * random.nextGaussian()));
        }
        Scores scores = one(nll);

        Interval interval = Interval.of(BlockBootstrap.means(scores));

        assertThat(interval.high() - interval.low()).isGreaterThan(10 * 3.92 * StandardError.ofMean(scores));
    }

    @Test
    void resamplingIsTheSameEveryTimeAndForEverySequenceOfALength() {
        float[] nll = new float[5000];
        float[] shifted = new float[5000];
        for (int i = 0; i < nll.length; i++) {
            nll[i] = i % 17;
            shifted[i] = nll[i] + 0.5f;
        }
        double[] means = BlockBootstrap.means(one(nll));

        assertThat(BlockBootstrap.means(one(nll))).isEqualTo(means);
        double[] other = BlockBootstrap.means(one(shifted));
        for (int i = 0; i < means.length; i++) {
            assertThat(other[i] - means[i]).isCloseTo(0.5, within(1e-12));
        }
    }

    @Test
    void aConstantSequenceHasNoWidthHoweverShort() {
        for (int length : new int[] {1, 2, 9, 1025}) {
            float[] nll = new float[length];
            Arrays.fill(nll, 2.5f);
            Interval interval = Interval.of(BlockBootstrap.means(one(nll)));
            assertThat(interval.low()).isCloseTo(2.5, within(1e-12));
            assertThat(interval.high()).isCloseTo(2.5, within(1e-12));
        }
    }

    @Test
    void quantilesAreInterpolated() {
        // Given 0..40: 2.5 % of 40 steps is 1
        double[] values = new double[41];
        for (int i = 0; i < values.length; i++) {
            values[40 - i] = i;
        }

        assertThat(Interval.of(values)).isEqualTo(new Interval(1, 39));
    }

    @Test
    void positionsAreCountedInTokensOfContext() {
        // Given windows of 32, 16 apart: the first scores with 1 to 15 tokens of context, the second with 16 to 31
        List<Window> windows = Protocol.SOURCE.windows(32, 32, 16);
        float[] second = new float[16];
        Arrays.fill(second, 1);
        float[] first = new float[15];
        first[0] = 3;
        Scores scores = ScoresTest.scores(windows, first, second);

        List<PositionProfile.Bucket> buckets = PositionProfile.of(scores, 32);

        assertThat(buckets).hasSize(16);
        assertThat(buckets.get(0)).isEqualTo(new PositionProfile.Bucket(1, 1, 1, 3));
        assertThat(buckets.get(1)).isEqualTo(new PositionProfile.Bucket(2, 3, 2, 0));
        assertThat(buckets.get(15)).isEqualTo(new PositionProfile.Bucket(30, 31, 2, 1));
    }

    private static Scores one(float[] nll) {
        int length = nll.length + 1;
        List<WindowScore> windows = new ArrayList<>();
        windows.add(new WindowScore(new Window(0, 0, length, 1, length), nll));
        return new Scores(windows);
    }
}
