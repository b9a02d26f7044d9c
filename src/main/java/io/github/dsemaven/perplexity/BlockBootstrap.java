/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

/**
 * Resamples the mean of a sequence whose neighbours depend on each other: 2000 times, blocks of 1024 consecutive tokens (an
 * eighth of the sequence where that is shorter) are drawn with replacement, each from anywhere in the sequence closed to a
 * ring, until they are as many as the sequence has tokens. Tokens of a text are alike over sentences and articles, so drawing
 * them one by one would make the interval too narrow.
 *
 * <p>The seed is fixed and only the length decides what is drawn: two sequences of one length are resampled alike, which makes
 * their difference a paired one.
 */
final class BlockBootstrap {
    static final int RESAMPLES = 2000;
    static final int BLOCK = 1024;
    static final long SEED = 0x64_73_65L;

    /** Beyond so many tokens, blocks begin at every second, third ... token, to bound the memory. */
    private static final int MOST_CELLS = 1 << 22;

    private final long tokens;
    private final int cell;
    private final double[] prefix;

    private BlockBootstrap(long tokens) {
        this.tokens = tokens;
        this.cell = Math.toIntExact((tokens + MOST_CELLS - 1) / MOST_CELLS);
        this.prefix = new double[Math.toIntExact(tokens / cell) + 1];
    }

    /** Resampled means of a token's negative log-likelihood. */
    static double[] means(Scores scores) {
        var bootstrap = new BlockBootstrap(scores.tokens());
        scores.forEach((index, position, nll) -> bootstrap.add(index, nll));
        return bootstrap.resample();
    }

    static int blockLength(long tokens) {
        return (int) Math.max(1, Math.min(BLOCK, tokens / 8));
    }

    private void add(long index, float value) {
        int at = (int) (index / cell) + 1;
        if (at < prefix.length) {
            prefix[at] += value;
        }
    }

    private double[] resample() {
        int cells = prefix.length - 1;
        for (int i = 1; i <= cells; i++) {
            prefix[i] += prefix[i - 1];
        }
        int block = Math.max(1, blockLength(tokens) / cell);
        int blocks = (cells + block - 1) / block;
        double[] means = new double[RESAMPLES];
        long state = SEED;
        for (int resample = 0; resample < RESAMPLES; resample++) {
            double sum = 0;
            for (int k = 0; k < blocks; k++) {
                state += 0x9e3779b97f4a7c15L;
                int start = (int) Long.remainderUnsigned(mix(state), cells);
                sum += ringSum(start, block, cells);
            }
            means[resample] = sum / ((double) blocks * block * cell);
        }
        return means;
    }

    private double ringSum(int start, int length, int cells) {
        int end = start + length;
        return end <= cells ? prefix[end] - prefix[start] : prefix[cells] - prefix[start] + prefix[end - cells];
    }

    /** The output function of SplitMix64, written out so that no change of a library changes a result. */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
