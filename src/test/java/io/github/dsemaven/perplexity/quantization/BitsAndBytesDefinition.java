/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;

/** bitsandbytes' two schemes as written, element by element: what the fast code must equal. */
final class BitsAndBytesDefinition {
    private BitsAndBytesDefinition() {}

    static float[] nf4(Tensor weight) {
        float[] values = halves(weight);
        float[] scales = new float[(values.length + 63) / 64];
        for (int i = 0; i < values.length; i++) {
            scales[i / 64] = Math.max(scales[i / 64], Math.max(Math.abs(values[i]), 1e-38f));
        }
        float[] stored = doubleQuantized(scales);
        for (int i = 0; i < values.length; i++) {
            float x = values[i] * (1 / scales[i / 64]);
            int code = 0;
            for (float threshold : WeightQuantizerTest.THRESHOLDS) {
                code += x > threshold ? 1 : 0;
            }
            values[i] = Half.round(Nf4Codebook.level(code) * stored[i / 64]);
        }
        return values;
    }

    private static float[] doubleQuantized(float[] scales) {
        double sum = 0;
        for (float scale : scales) {
            sum += scale;
        }
        float offset = (float) (sum / scales.length);
        float[] stored = new float[scales.length];
        for (int start = 0; start < scales.length; start += 256) {
            float largest = 0;
            for (int i = start; i < Math.min(start + 256, scales.length); i++) {
                largest = Math.max(largest, Math.abs(scales[i] - offset));
            }
            for (int i = start; i < Math.min(start + 256, scales.length); i++) {
                float x = (scales[i] - offset) * (1 / Math.max(largest, 1e-38f));
                stored[i] = Nf4Codebook.scale(nearest(x)) * largest + offset;
            }
        }
        return stored;
    }

    static int nearest(float x) {
        int code = 0;
        while (code < 255 && x > (Nf4Codebook.scale(code) + Nf4Codebook.scale(code + 1)) * 0.5f) {
            code++;
        }
        return code;
    }

    static float[] int8(Tensor weight) {
        float[] values = halves(weight);
        int row = (int) weight.rowLength();
        for (int start = 0; start < values.length; start += row) {
            float largest = 0;
            for (int i = start; i < start + row; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            for (int i = start; i < start + row; i++) {
                int code = largest == 0 ? 0 : (int) Math.rint(values[i] * (127f / largest));
                values[i] = Half.round(code * largest / 127f);
            }
        }
        return values;
    }

    private static float[] halves(Tensor weight) {
        float[] values = new float[(int) weight.elements()];
        weight.read(0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = Half.round(values[i]);
        }
        return values;
    }
}
