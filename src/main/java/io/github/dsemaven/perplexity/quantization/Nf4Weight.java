/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
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

    /** Between these, the products of a scale and the levels are normal halves, which {@link GroupLoops} explains how to round. */
    private static final float SMALLEST_NORMAL = 0x1p-10f;

    private static final float LARGEST_NORMAL = 0x1p15f;
    private static final float SPLITTER = GroupLoops.splitter(FloatType.F16);

    private final Tensor weight;
    private final float[] exactScales;
    private final float[] storedScales;

    private Nf4Weight(Tensor weight, float[] exactScales, float[] storedScales) {
        this.weight = weight;
        this.exactScales = exactScales;
        this.storedScales = storedScales;
    }

    static Nf4Weight quantize(Tensor weight, int threads) {
        float[] scales = scales(weight, threads);
        return new Nf4Weight(weight, scales, doubleQuantized(scales));
    }

    private static float[] scales(Tensor weight, int threads) {
        long elements = weight.elements();
        float[] scales = new float[Math.toIntExact((elements + BLOCK - 1) / BLOCK)];
        int blocksATask = 1024;
        Parallel.run(threads, (scales.length + blocksATask - 1) / blocksATask, () -> {
            var reader = new WeightReader(weight, FloatType.F16);
            float[] values = new float[blocksATask * BLOCK];
            return task -> {
                long from = (long) task * blocksATask * BLOCK;
                int count = (int) Math.min(values.length, elements - from);
                reader.read(from, values, count);
                for (int start = 0; start < count; start += BLOCK) {
                    float scale = Magnitude.largest(values, start, Math.min(start + BLOCK, count));
                    if (!Float.isFinite(scale)) {
                        throw NotFinite.at(weight, (from + start) / weight.rowLength());
                    }
                    scales[task * blocksATask + start / BLOCK] = Math.max(scale, SMALLEST_SCALE);
                }
            };
        });
        return scales;
    }

    /** Scales after a round trip through their own quantization. */
    static float[] doubleQuantized(float[] scales) {
        float offset = mean(scales);
        float[] restored = new float[scales.length];
        for (int start = 0; start < scales.length; start += SCALE_BLOCK) {
            int end = Math.min(start + SCALE_BLOCK, scales.length);
            float largest = 0;
            for (int i = start; i < end; i++) {
                largest = Math.max(largest, Math.abs(scales[i] - offset));
            }
            float reciprocal = 1 / Math.max(largest, SMALLEST_SCALE);
            for (int i = start; i < end; i++) {
                int code = scaleCode(scales[i], offset, reciprocal);
                restored[i] = Nf4Codebook.scale(code) * largest + offset;
            }
        }
        return restored;
    }

    static int scaleCode(float scale, float offset, float reciprocal) {
        return Nf4Codebook.scaleCode(Math.max(-1, Math.min(1, (scale - offset) * reciprocal)));
    }

    /** Summed in double: PyTorch's order of float additions differs between devices. */
    static float mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }

    Supplier<Restorer> restorers() {
        return () -> {
            var reader = new WeightReader(weight, FloatType.F16);
            float[] levels = new float[16];
            return (from, count, into) -> {
                reader.read(from, into, count);
                int done = 0;
                while (done < count) {
                    int block = (int) ((from + done) / BLOCK);
                    int end = (int) Math.min(count, (block + 1L) * BLOCK - from);
                    restore(into, done, end, block, levels);
                    done = end;
                }
            };
        };
    }

    private void restore(float[] values, int from, int to, int block, float[] levels) {
        float scale = storedScales[block];
        if (scale > SMALLEST_NORMAL && scale < LARGEST_NORMAL) {
            for (int code = 0; code < levels.length; code++) {
                float level = Nf4Codebook.level(code) * scale;
                float split = level * SPLITTER;
                levels[code] = split - (split - level);
            }
        } else {
            for (int code = 0; code < levels.length; code++) {
                levels[code] = FloatType.F16.round(Nf4Codebook.level(code) * scale);
            }
        }
        float reciprocal = 1 / exactScales[block];
        for (int i = from; i < to; i++) {
            values[i] = levels[Nf4Codebook.code(values[i] * reciprocal)];
        }
    }
}
