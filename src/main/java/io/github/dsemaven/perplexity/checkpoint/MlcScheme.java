/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * How MLC stores the weights of a model.
 *
 * @param name the scheme's
 * @param type of the parameters that are not quantized, of the scales, and of restored values
 * @param bits of a code, 0 where nothing is quantized
 * @param group inputs that share a scale
 */
record MlcScheme(String name, DType type, int bits, int group) {
    /** Words that hold the codes of a group, in 3 bits (10 a word) as in 4 (8 a word). */
    static final int GROUP_WORDS = 4;

    private static final List<MlcScheme> ALL = List.of(
            new MlcScheme("q0f16", DType.F16, 0, 0),
            new MlcScheme("q0bf16", DType.BF16, 0, 0),
            new MlcScheme("q0f32", DType.F32, 0, 0),
            new MlcScheme("q3f16_0", DType.F16, 3, 40),
            new MlcScheme("q3f16_1", DType.F16, 3, 40),
            new MlcScheme("q4f16_0", DType.F16, 4, 32),
            new MlcScheme("q4f16_1", DType.F16, 4, 32),
            new MlcScheme("q4f16_2", DType.F16, 4, 32),
            new MlcScheme("q4f32_1", DType.F32, 4, 32),
            new MlcScheme("q4bf16_0", DType.BF16, 4, 32),
            new MlcScheme("q4bf16_1", DType.BF16, 4, 32));

    static List<String> names() {
        return ALL.stream().map(MlcScheme::name).toList();
    }

    static Optional<MlcScheme> named(String name) {
        return ALL.stream().filter(scheme -> scheme.name().equals(name)).findFirst();
    }

    boolean quantizes() {
        return bits > 0;
    }

    /** Codes in a word. */
    int wordCodes() {
        return group / GROUP_WORDS;
    }

    int groups(int inputs) {
        return (inputs + group - 1) / group;
    }

    /** Bits of a weight in rows of this length, with its share of the scales. */
    double storedBits(int inputs) {
        return groups(inputs) * (32.0 * GROUP_WORDS + 8 * type.bytes()) / inputs;
    }
}
