/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/**
 * How a group of weights becomes codes and back. Notation: {@code T(x)} is x rounded to the type of the arithmetic,
 * {@code M = 2^(bits-1) - 1}.
 *
 * <ul>
 *   <li>{@link Steps#MLC}: {@code s = T(max|w| / M)}, {@code q = clamp(round(T(T(w / s) + M)), 0, 2M)},
 *       {@code w' = T((q - M) * s)}. The offset is added before rounding: sums in half precision have few fraction bits, so
 *       near-ties become ties.
 *   <li>{@link Steps#FAKE}, the source script as PyTorch runs it on CUDA: {@code s = T(max|w| * (1 / M))} with the reciprocal in
 *       float32, {@code q = clamp(round(T(w / s)), -M, M)}, {@code w' = T(q * s)}.
 *   <li>{@link Steps#ASYMMETRIC}: {@code lo = min(0, w)}, {@code hi = max(0, w)}, {@code s = T(T(hi - lo) / (2^bits - 1))},
 *       {@code z = round(T(-lo / s))}, {@code q = clamp(round(T(w / s)) + z, 0, 2^bits - 1)}, {@code w' = T((q - z) * s)}.
 * </ul>
 *
 * A group with {@code s = 0} becomes zeros. The last group of a row has what is left over.
 *
 * @param bits 2 to 8
 * @param groupSize elements along the input axis that share a scale; {@link #WHOLE_ROW} for one scale a row
 * @param steps the order of the steps
 * @param rounding what becomes of ties between codes
 * @param wordBits size of a storage word in which codes do not cross words (MLC: 32), or 0 where codes are packed densely
 */
public record GroupFormat(int bits, int groupSize, Steps steps, Rounding rounding, int wordBits) {
    /** A group size that stands for the length of the row. */
    public static final int WHOLE_ROW = 0;

    /** The order in which a group is quantized. */
    public enum Steps {
        MLC,
        FAKE,
        ASYMMETRIC
    }

    public GroupFormat {
        if (bits < 2 || bits > 8 || groupSize < 0) {
            throw new IllegalArgumentException(bits + " bits in groups of " + groupSize);
        }
    }

    /** M: the largest magnitude of a symmetric code. */
    int halfRange() {
        return (1 << bits - 1) - 1;
    }

    /** Elements a group holds in rows of this length. */
    int groupSize(long rowLength) {
        return groupSize == WHOLE_ROW ? Math.toIntExact(rowLength) : groupSize;
    }

    /**
     * Bits that a row takes when stored: codes, scales and, where asymmetric, zero points.
     *
     * @param rowLength weights of the row
     * @param scaleBits bits of a scale
     */
    double rowBits(long rowLength, int scaleBits) {
        int group = groupSize(rowLength);
        long groups = (rowLength + group - 1) / group;
        double codes = wordBits == 0
                ? (double) rowLength * bits
                : (double) groups * ((group + wordBits / bits - 1) / (wordBits / bits)) * wordBits;
        int zeroPoint = steps == Steps.ASYMMETRIC ? bits : 0;
        return codes + (double) groups * (scaleBits + zeroPoint);
    }

    String description() {
        String group = groupSize == WHOLE_ROW ? "with one scale a row" : "in groups of " + groupSize;
        String kind = steps == Steps.ASYMMETRIC ? "asymmetric" : "symmetric";
        return kind + " " + bits + "-bit round-to-nearest " + group + ", ties " + rounding.text();
    }
}
