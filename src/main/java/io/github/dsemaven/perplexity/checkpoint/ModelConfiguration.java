/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What {@code config.json} says about a decoder, the same for every family: absent keys hold the family's defaults.
 *
 * @param modelType the family as Hugging Face names it, such as {@code llama}
 * @param maxPositions trained or learned positions; longer windows are outside what the model was made for
 * @param tiedEmbeddings whether the output projection is the embedding
 * @param dtype type that the checkpoint declares for its weights
 */
public record ModelConfiguration(
        String modelType,
        DType dtype,
        int vocabularySize,
        int hiddenSize,
        int maxPositions,
        double normEpsilon,
        boolean tiedEmbeddings,
        Attention attention,
        FeedForward feedForward,
        Residual residual,
        Scales scales,
        List<Layer> layers) {
    public ModelConfiguration {
        layers = List.copyOf(layers);
    }

    /** The family that the type names. */
    public Family family() {
        return Family.named(modelType).orElseThrow();
    }

    /** The same with the head tied to the embedding, or not. */
    ModelConfiguration withTiedEmbeddings(boolean tied) {
        return new ModelConfiguration(
                modelType,
                dtype,
                vocabularySize,
                hiddenSize,
                maxPositions,
                normEpsilon,
                tied,
                attention,
                feedForward,
                residual,
                scales,
                layers);
    }

    /**
     * Attention, the same in all layers.
     *
     * @param softcap scores become {@code softcap * tanh(score / softcap)}; 0 for none
     * @param bias whether query, key and value projections carry a bias
     * @param outputBias whether the output projection does
     * @param headNorm whether queries and keys are normalized, where the family makes that a choice
     * @param clip largest magnitude of projected queries, keys and values; 0 for none
     */
    public record Attention(
            int heads,
            int keyValueHeads,
            int headSize,
            double softcap,
            boolean bias,
            boolean outputBias,
            boolean headNorm,
            double clip) {
        Attention(
                int heads,
                int keyValueHeads,
                int headSize,
                double softcap,
                boolean bias,
                boolean outputBias,
                boolean headNorm) {
            this(heads, keyValueHeads, headSize, softcap, bias, outputBias, headNorm, 0);
        }

        /** The same with queries, keys and values clipped. */
        Attention clipped(double most) {
            return new Attention(heads, keyValueHeads, headSize, softcap, bias, outputBias, headNorm, most);
        }

        /** Query heads that share a key and value head. */
        public int groupSize() {
            return heads / keyValueHeads;
        }

        /** Width of all queries. */
        public int queryWidth() {
            return heads * headSize;
        }

        /** Width of all keys, or of all values. */
        public int keyWidth() {
            return keyValueHeads * headSize;
        }
    }

    /**
     * The feed-forward block.
     *
     * @param size inner width of a dense block
     * @param experts how many experts, 0 where every block is dense
     * @param expertsPerToken how many of them a token is routed to
     * @param expertSize inner width of each expert
     * @param sharedSize inner width of an expert that every token uses, 0 for none
     * @param renormalized whether the chosen experts' probabilities are divided by their sum
     */
    public record FeedForward(
            int size,
            Activation activation,
            boolean bias,
            int experts,
            int expertsPerToken,
            int expertSize,
            int sharedSize,
            boolean renormalized) {
        FeedForward(int size, Activation activation, boolean bias, int experts, int expertsPerToken) {
            this(size, activation, bias, experts, expertsPerToken, size, 0, true);
        }
    }

    /**
     * Where a family leaves a choice in how a layer is wired.
     *
     * @param parallel attention and feed-forward block both read the layer's input
     * @param normFirst normalization before the blocks, not after
     * @param finalNorm normalization after the last layer
     * @param affineNorm whether layer norms have weights and biases
     * @param embeddingSize width of the embedding, projected to the hidden size where it differs
     */
    public record Residual(
            boolean parallel, boolean normFirst, boolean finalNorm, boolean affineNorm, int embeddingSize) {}

    /**
     * Factors, 1 where there are none.
     *
     * @param embedding multiplies the embedding
     * @param residual multiplies what each block adds
     * @param logits multiplies the logits
     * @param logitSoftcap logits become {@code softcap * tanh(logit / softcap)}; 0 for none
     */
    public record Scales(double embedding, double residual, double logits, double logitSoftcap) {}

    /**
     * What differs between layers.
     *
     * @param slidingWindow keys that a query sees, itself included; 0 for all
     * @param attentionScale multiplies the scores
     * @param rotary absent in a layer without positions
     * @param dense whether its feed-forward block is dense although other layers have experts
     */
    public record Layer(int slidingWindow, double attentionScale, Optional<RotaryConfiguration> rotary, boolean dense) {
        Layer(int slidingWindow, double attentionScale, Optional<RotaryConfiguration> rotary) {
            this(slidingWindow, attentionScale, rotary, false);
        }
    }
}
