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
        return new Nf4Weight(weight, scales, doubleQuantized(scales, threads));
    }

    private static float[] scales(Tensor weight, int threads) {
        long elements = weight.elements();
        float[] scales = new float[Math.toIntExact((elements + BLOCK - 1) / BLOCK)];
        int blocksATask = 1024;
        Parallel.run(threads, (scales.length + blocksATask - 1) / blocksATask, () -> {
            var reader = new WeightReader(weight, FloatType.F16);
            return task -> {
                int first = task * blocksATask;
                long from = (long) first * BLOCK;
                int count = (int) Math.min(blocksATask * BLOCK, elements - from);
                reader.largest(from, count, BLOCK, scales, first);
                for (int i = first; i < Math.min(first + blocksATask, scales.length); i++) {
                    if (!Float.isFinite(scales[i])) {
                        throw NotFinite.at(weight, (long) i * BLOCK / weight.rowLength());
                    }
                    scales[i] = Math.max(scales[i], SMALLEST_SCALE);
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
        float largest = 0;
        for (int i = start; i < end; i++) {
            largest = Math.max(largest, Math.abs(scales[i] - offset));
        }
        float reciprocal = 1 / Math.max(largest, SMALLEST_SCALE);
        for (int i = start; i < end; i++) {
            restored[i] = Nf4Codebook.scale(scaleCode(scales[i], offset, reciprocal)) * largest + offset;
        }
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

    /** Scales after their own quantization, one a block. */
    float[] scales() {
        return storedScales;
    }

    /** Two codes in a byte, the first in its upper half. */
    ByteBuffer codes(int threads) {
        long elements = weight.elements();
        ByteBuffer codes = ByteBuffer.allocateDirect(Math.toIntExact((elements + 1) / 2));
        int blocksATask = 256;
        Parallel.run(threads, (exactScales.length + blocksATask - 1) / blocksATask, () -> {
            var reader = new WeightReader(weight, FloatType.F16);
            float[] values = new float[blocksATask * BLOCK];
            byte[] packed = new byte[values.length / 2];
            return task -> {
                long from = (long) task * values.length;
                int count = (int) Math.min(values.length, elements - from);
                reader.read(from, values, count);
                if (count % 2 == 1) {
                    values[count] = 0; // pads the last byte
                }
                for (int start = 0; start < count; start += BLOCK) {
                    float reciprocal = 1 / exactScales[task * blocksATask + start / BLOCK];
                    for (int i = start; i < Math.min(start + BLOCK, count); i += 2) {
                        packed[i / 2] = (byte) (code(values[i] * reciprocal) << 4 | code(values[i + 1] * reciprocal));
                    }
                }
                int bytes = (count + 1) / 2;
                codes.slice(Math.toIntExact(from / 2), bytes).put(packed, 0, bytes);
            };
        });
        return codes;
    }

    /** Rounding may leave a value a little beyond 1, which has the code of 1: it need not be clamped. */
    private static int code(float value) {
        return Nf4Codebook.code(value);
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
            values[i] = levels[code(values[i] * reciprocal)];
        }
    }
}
