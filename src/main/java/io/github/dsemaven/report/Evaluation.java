/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A perplexity with everything needed to read it rightly.
 *
 * @param dataset such as {@code wikitext2}
 * @param model the model evaluated, as the result file names it
 * @param quantization such as {@code q4f16_1}; {@code fp16} for none
 * @param variant what tells it from another of the same data set, model and quantization; usually empty
 * @param protocol how windows are cut and averaged; empty where the file does not say
 * @param maxLength tokens a window
 * @param stride tokens from one window to the next
 * @param split part of the data set; empty where the file does not say
 * @param device where it ran, in which type, and whether in low memory
 * @param perplexity by the protocol's formula
 * @param interval 95 % interval of the exact perplexity
 * @param standardError of the mean negative log-likelihood per token
 * @param scoredTokens tokens that entered the mean; 0 where unknown
 * @param bitsPerWeight including scales
 * @param difference to the unquantized model, paired by token where the tokens are known
 * @param windows mean negative log-likelihood of each window; empty where unknown
 * @param partial whether only part of the text was scored
 */
public record Evaluation(
        String dataset,
        String model,
        String quantization,
        String variant,
        String protocol,
        long maxLength,
        long stride,
        String split,
        String device,
        double perplexity,
        Optional<Interval> interval,
        OptionalDouble standardError,
        long scoredTokens,
        OptionalDouble bitsPerWeight,
        Optional<Difference> difference,
        Windows windows,
        boolean partial) {

    /** An interval. */
    public record Interval(double low, double high) {
        /** Half its width. */
        public double half() {
            return (high - low) / 2;
        }
    }

    /**
     * A paired difference of mean negative log-likelihoods to the unquantized evaluation, whose exponential is the ratio
     * of the perplexities.
     */
    public record Difference(double nll, Optional<Interval> interval) {}

    /** Mean negative log-likelihoods in the order of the windows. */
    public record Windows(double... nll) {
        public Windows {
            nll = nll.clone();
        }

        @Override
        public double[] nll() {
            return nll.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Windows windows && Arrays.equals(nll, windows.nll);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(nll);
        }

        @Override
        public String toString() {
            return nll.length + " windows";
        }
    }

    /** What identifies it in a report: {@code wikitext2/tiny-llama/q4f16_1}. */
    public String name() {
        return dataset + "/" + model + "/" + quantization + (variant.isEmpty() ? "" : " (" + variant + ")");
    }

    /** Whether another is of the same model and text, cut and averaged the same way, so that the two can be compared. */
    boolean comparable(Evaluation other) {
        return dataset.equals(other.dataset)
                && model.equals(other.model)
                && protocol.equals(other.protocol)
                && split.equals(other.split)
                && maxLength == other.maxLength
                && stride == other.stride;
    }

    private Evaluation with(String name, Optional<Difference> known) {
        return new Evaluation(
                dataset,
                model,
                quantization,
                name,
                protocol,
                maxLength,
                stride,
                split,
                device,
                perplexity,
                interval,
                standardError,
                scoredTokens,
                bitsPerWeight,
                known,
                windows,
                partial);
    }

    /** The same with a difference to the unquantized model. */
    Evaluation with(Difference known) {
        return with(variant, Optional.of(known));
    }

    /** The same as another variant. */
    Evaluation named(String name) {
        return with(name, difference);
    }

    /** Whether the weights are those of the checkpoint. */
    public boolean unquantized() {
        return switch (quantization) {
            case "fp16", "fp32", "bf16", "none", "q0f16", "q0bf16", "q0f32" -> true;
            default -> false;
        };
    }
}
