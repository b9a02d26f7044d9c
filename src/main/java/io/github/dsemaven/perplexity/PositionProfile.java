/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.ArrayList;
import java.util.List;

/** How the negative log-likelihood falls with the context: means over sixteenths of the window. */
final class PositionProfile {
    private static final int BUCKETS = 16;

    /**
     * @param from least number of context tokens
     * @param to largest
     * @param tokens scored tokens with so much context
     * @param nll their mean negative log-likelihood
     */
    record Bucket(int from, int to, long tokens, double nll) {}

    private PositionProfile() {}

    /** The buckets that hold a token, in order. */
    static List<Bucket> of(Scores scores, int maxLength) {
        int width = Math.max(1, (maxLength + BUCKETS - 1) / BUCKETS);
        long[] tokens = new long[(maxLength + width - 1) / width];
        double[] sums = new double[tokens.length];
        scores.forEach((index, position, nll) -> {
            tokens[position / width]++;
            sums[position / width] += nll;
        });
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] > 0) {
                int from = Math.max(1, i * width);
                int to = Math.min((i + 1) * width, maxLength) - 1;
                buckets.add(new Bucket(from, to, tokens[i], sums[i] / tokens[i]));
            }
        }
        return buckets;
    }
}
