/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A weight as bitsandbytes stores it in 4 bits: cast to float16, flattened, in blocks of 64 whose scales (the largest
 * magnitude) are themselves quantized to 8 bits in blocks of 256, after their mean over the whole weight is subtracted. Codes
 * are found with the exact scale and restored with the stored one, and the product is rounded to float16, the type in which
 * the weight was quantized.
 */
final class Nf4Weight {
    static final int BLOCK = 64;
    static final int SCALE_BLOCK = 256;

    /** bitsandbytes' floor, which keeps the reciprocal of a block of zeros finite. */
    private static final float SMALLEST_SCALE = 1e-38f;

    private final Tensor weight;
    private final float[] reciprocals;
    private final float[] storedScales;

    private Nf4Weight(Tensor weight, float[] reciprocals, float[] storedScales) {
        this.weight = weight;
        this.reciprocals = reciprocals;
        this.storedScales = storedScales;
    }

    static Nf4Weight quantize(Tensor weight, int threads) {
        float[] scales = scales(weight, threads);
        float[] stored = doubleQuantized(scales, threads);
        for (int i = 0; i < scales.length; i++) {
            scales[i] = 1 / scales[i];
        }
        return new Nf4Weight(weight, scales, stored);
    }

    private static float[] scales(Tensor weight, int threads) {
        long elements = weight.elements();
        float[] scales = new float[Math.toIntExact((elements + BLOCK - 1) / BLOCK)];
        int blocksATask = 64;
        Parallel.run(threads, (scales.length + blocksATask - 1) / blocksATask, () -> {
            var reader = new WeightReader(weight, FloatType.F16, Lanes.of(weight, BLOCK));
            var largest = new SlidingMaximum();
            return task -> {
                int first = task * blocksATask;
                long from = (long) first * BLOCK;
                int count = (int) Math.min(blocksATask * BLOCK, elements - from);
                int[][] bits = reader.read(from, count);
                int block = BLOCK / bits.length;
                int length = reader.length();
                largest.magnitudes(bits, length, length % block == 0 ? block : length % block);
                for (int start = 0; start < length; start += block) {
                    // A cast keeps the order, so that only what is largest need be cast.
                    int highest = largest.over(start, Math.min(start + block, length));
                    float scale = FloatType.F16.round(reader.value(highest));
                    if (!Float.isFinite(scale)) {
                        throw NotFinite.at(weight, (from + (long) start * bits.length) / weight.rowLength());
                    }
                    scales[first + start / block] = Math.max(scale, SMALLEST_SCALE);
                }
            };
        });
        return scales;
    }

    /** Scales after a round trip through their own quantization. */
    static float[] doubleQuantized(float[] scales, int threads) {
        float offset = mean(scales);
        float[] restored = new float[scales.length];
        int blocksATask = 16;
        int perTask = blocksATask * SCALE_BLOCK;
        Parallel.run(threads, (scales.length + perTask - 1) / perTask, () -> task -> {
            int last = Math.min((task + 1) * perTask, scales.length);
            for (int start = task * perTask; start < last; start += SCALE_BLOCK) {
                requantize(scales, start, Math.min(start + SCALE_BLOCK, last), offset, restored);
            }
        });
        return restored;
    }

    private static void requantize(float[] scales, int start, int end, float offset, float[] restored) {
        int bits = 0;
        for (int i = start; i < end; i++) {
            // As integers magnitudes compare like floats, in fewer instructions.
            bits = Math.max(bits, Float.floatToRawIntBits(Math.abs(scales[i] - offset)));
        }
        float largest = Float.intBitsToFloat(bits);
        float reciprocal = 1 / Math.max(largest, SMALLEST_SCALE);
        for (int i = start; i < end; i++) {
            restored[i] = Nf4Codebook.scale(scaleCode(scales[i], offset, reciprocal)) * largest + offset;
        }
    }

    /** Rounding may leave a value a little beyond 1, which has the code of 1: it need not be clamped. */
    static int scaleCode(float scale, float offset, float reciprocal) {
        return Nf4Codebook.scaleCode((scale - offset) * reciprocal);
    }

    /** Summed in double: PyTorch's order of float additions differs between devices. */
    static float mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }

    /** Scales after their own quantization, one a block. */
    float[] scales() {
        return storedScales;
    }

    /** Two codes in a byte, the first in its upper half. */
    ByteBuffer codes(int threads) {
        long elements = weight.elements();
        ByteBuffer codes = ByteBuffer.allocateDirect(Math.toIntExact((elements + 1) / 2));
        int elementsATask = 64 * BLOCK;
        Parallel.run(threads, Math.toIntExact((elements + elementsATask - 1) / elementsATask), () -> {
            var blocks = new Nf4Blocks(weight, reciprocals);
            byte[] packed = new byte[elementsATask / 2];
            return task -> {
                long from = (long) task * elementsATask;
                int count = (int) Math.min(elementsATask, elements - from);
                int bytes = (count + 1) / 2;
                blocks.codes(from, count, packed);
                codes.slice(Math.toIntExact(from / 2), bytes).put(packed, 0, bytes);
            };
        });
        return codes;
    }

    Supplier<Restorer> restorers() {
        return () -> {
            var blocks = new Nf4Blocks(weight, reciprocals);
            return (from, count) -> blocks.restore(from, count, storedScales);
        };
    }
}
