/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.util.Optional;

/** What is done to one weight. {@link WeightQuantizer} does it. */
public sealed interface Treatment {
    /**
     * Bits that the weight takes when stored this way, scales and zero points included.
     *
     * @param weight a matrix, or any shape where the weight is kept
     */
    double bits(Tensor weight);

    /** Whether the weight's values change beyond a cast. */
    default boolean quantizes() {
        return !(this instanceof Keep);
    }

    /**
     * Nothing but a cast.
     *
     * @param cast the type in which the values are rounded; empty leaves them
     */
    record Keep(Optional<DType> cast) implements Treatment {
        @Override
        public double bits(Tensor weight) {
            return cast.map(type -> 8.0 * weight.elements() * type.bytes()).orElseGet(weight::storedBits);
        }
    }

    /**
     * Groups along the input axis.
     *
     * @param format what becomes of a group
     * @param arithmetic the type the weight is cast to first, of every step, and of the scale
     * @param transposed whether the weight is stored {@code [in, out]}
     */
    record Group(GroupFormat format, DType arithmetic, boolean transposed) implements Treatment {
        @Override
        public double bits(Tensor weight) {
            long row = transposed ? weight.dimension(0) : weight.rowLength();
            return format.rowBits(row, 8 * arithmetic.bytes()) * (weight.elements() / (double) row);
        }
    }

    /**
     * NF4 in blocks of 64 over the flattened weight, double-quantized.
     *
     * @param transposed whether the weight is stored {@code [in, out]}
     */
    record Nf4(boolean transposed) implements Treatment {
        @Override
        public double bits(Tensor weight) {
            long blocks = (weight.elements() + 63) / 64;
            long outer = (blocks + 255) / 256;
            // codes, 8-bit scales, a float for each 256 of them, and the offset
            return 4.0 * weight.elements() + 8.0 * blocks + 32.0 * outer + 32;
        }
    }

    /**
     * int8 codes with a float scale for each output.
     *
     * @param transposed whether the weight is stored {@code [in, out]}
     */
    record Int8(boolean transposed) implements Treatment {
        @Override
        public double bits(Tensor weight) {
            long rows = transposed ? weight.rowLength() : weight.rows();
            return 8.0 * weight.elements() + 32.0 * rows;
        }
    }
}
