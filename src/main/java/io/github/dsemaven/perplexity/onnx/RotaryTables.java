/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import io.github.dsemaven.perplexity.checkpoint.RotaryScaling;
import java.util.List;

/**
 * Cosines and sines of a rotary embedding, {@code [length, dimensions / 2]} row-major. Every step rounds to float32 as
 * transformers does, because the angle of a late position amplifies the rounding of its frequency.
 */
public record RotaryTables(float[] cos, float[] sin) {
    /**
     * @param length positions 0 to {@code length - 1}
     * @param textLength tokens of the call, on which dynamic and longrope scaling depend
     */
    public static RotaryTables of(RotaryConfiguration configuration, int length, int textLength) {
        float[] frequencies = frequencies(configuration, textLength);
        float factor = (float) attentionFactor(configuration.scaling());
        int half = frequencies.length;
        float[] cos = new float[length * half];
        float[] sin = new float[length * half];
        for (int position = 0; position < length; position++) {
            for (int i = 0; i < half; i++) {
                float angle = frequencies[i] * position;
                cos[position * half + i] = (float) Math.cos(angle) * factor;
                sin[position * half + i] = (float) Math.sin(angle) * factor;
            }
        }
        return new RotaryTables(cos, sin);
    }

    private static double attentionFactor(RotaryScaling scaling) {
        if (scaling instanceof RotaryScaling.Yarn yarn) {
            return yarn.attentionFactor();
        }
        return scaling instanceof RotaryScaling.LongRope longRope ? longRope.attentionFactor() : 1;
    }

    static float[] frequencies(RotaryConfiguration configuration, int textLength) {
        RotaryScaling scaling = configuration.scaling();
        double theta = configuration.theta();
        int dimensions = configuration.dimensions();
        if (scaling instanceof RotaryScaling.Linear linear) {
            return divided(base(theta, dimensions), (float) linear.factor());
        }
        if (scaling instanceof RotaryScaling.Dynamic dynamic) {
            return base(dynamicTheta(configuration, dynamic.factor(), textLength), dimensions);
        }
        if (scaling instanceof RotaryScaling.Llama3 llama3) {
            return llama3(base(theta, dimensions), llama3);
        }
        if (scaling instanceof RotaryScaling.Yarn yarn) {
            return yarn(theta, dimensions, yarn);
        }
        if (scaling instanceof RotaryScaling.LongRope longRope) {
            return longRope(theta, dimensions, longRope, textLength);
        }
        return base(theta, dimensions);
    }

    /** {@code theta^(2i / dimensions)}. */
    private static float power(double theta, int i, int dimensions) {
        return (float) Math.pow(theta, (float) (2 * i) / dimensions);
    }

    private static float[] base(double theta, int dimensions) {
        float[] frequencies = new float[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = 1 / power(theta, i, dimensions);
        }
        return frequencies;
    }

    private static float[] divided(float[] frequencies, float factor) {
        float[] result = new float[frequencies.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = frequencies[i] / factor;
        }
        return result;
    }

    private static double dynamicTheta(RotaryConfiguration configuration, double factor, int textLength) {
        double positions = configuration.maxPositions();
        double length = Math.max(textLength, positions);
        double exponent = configuration.dimensions() / (configuration.dimensions() - 2.0);
        return configuration.theta() * Math.pow(factor * length / positions - (factor - 1), exponent);
    }

    private static float[] llama3(float[] frequencies, RotaryScaling.Llama3 scaling) {
        double longest = scaling.trainedPositions() / scaling.lowFrequencyFactor();
        double shortest = scaling.trainedPositions() / scaling.highFrequencyFactor();
        float[] result = new float[frequencies.length];
        for (int i = 0; i < result.length; i++) {
            float frequency = frequencies[i];
            float wavelength = (float) (2 * Math.PI) / frequency;
            if (wavelength > longest) {
                result[i] = frequency / (float) scaling.factor();
            } else if (wavelength < shortest) {
                result[i] = frequency;
            } else {
                float smooth = (float) ((scaling.trainedPositions() / wavelength - scaling.lowFrequencyFactor())
                        / (scaling.highFrequencyFactor() - scaling.lowFrequencyFactor()));
                result[i] = (1 - smooth) * frequency / (float) scaling.factor() + smooth * frequency;
            }
        }
        return result;
    }

    private static float[] yarn(double theta, int dimensions, RotaryScaling.Yarn scaling) {
        double low = correction(scaling.betaFast(), theta, dimensions, scaling.trainedPositions());
        double high = correction(scaling.betaSlow(), theta, dimensions, scaling.trainedPositions());
        if (scaling.truncate()) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        low = Math.max(low, 0);
        high = Math.min(high, dimensions - 1.0);
        double width = low == high ? 0.001 : high - low;
        float[] result = new float[dimensions / 2];
        for (int i = 0; i < result.length; i++) {
            float power = power(theta, i, dimensions);
            float kept = 1 - (float) Math.min(1, Math.max(0, (i - low) / width));
            float interpolated = 1 / ((float) scaling.factor() * power);
            result[i] = interpolated * (1 - kept) + 1 / power * kept;
        }
        return result;
    }

    /** The dimension that turns this often over the trained positions. */
    private static double correction(double rotations, double theta, int dimensions, double positions) {
        return dimensions * Math.log(positions / (rotations * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    private static float[] longRope(double theta, int dimensions, RotaryScaling.LongRope scaling, int textLength) {
        List<Double> factors = textLength > scaling.trainedPositions() ? scaling.longFactors() : scaling.shortFactors();
        float[] result = new float[dimensions / 2];
        for (int i = 0; i < result.length; i++) {
            result[i] = 1 / (factors.get(i).floatValue() * power(theta, i, dimensions));
        }
        return result;
    }

    /** Whether the tables depend on the length of the text at all. */
    public static boolean dependOnLength(RotaryConfiguration configuration) {
        return configuration.scaling() instanceof RotaryScaling.Dynamic
                || configuration.scaling() instanceof RotaryScaling.LongRope;
    }
}
