/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.StoredFormat;
import io.github.dsemaven.perplexity.dataset.Corpus;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.StoredScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * One perplexity to compute, all settings valid.
 *
 * @param settings what it was made from
 * @param hfModel folder or name of the Hugging Face model, as written or mapped from the MLC model
 * @param modelFolder where the model's files lie: {@code hfModel} itself, or where the hub's cache has it
 * @param mlcModel the MLC model it stands for, only recorded; may be empty
 * @param quantization what happens to the weights
 * @param dataset what is evaluated on
 * @param split the part of the data set
 * @param maxLength longest window in tokens
 * @param stride distance of windows in tokens
 * @param devices where it is asked to run: one device, or several of a kind that share the windows
 * @param dtype the type in which it computes
 * @param protocol windows and formula
 * @param batch windows a call; empty for automatic
 * @param limit evaluate only so many windows, which makes every result a partial one
 * @param lowMemory whether weights stay quantized in the device's memory, for models that do not fit otherwise
 */
public record Evaluation(
        EvaluationSettings settings,
        String hfModel,
        String modelFolder,
        String mlcModel,
        QuantizationScheme quantization,
        DatasetChoice dataset,
        Split split,
        int maxLength,
        int stride,
        List<Device> devices,
        ComputeType dtype,
        Protocol protocol,
        OptionalInt batch,
        OptionalInt limit,
        boolean lowMemory) {
    public Evaluation {
        devices = List.copyOf(devices);
    }

    /**
     * Checks settings.
     *
     * @param settings with defaults merged in
     * @throws DseException with every problem of every evaluation
     */
    public static List<Evaluation> all(List<EvaluationSettings> settings) {
        return EvaluationParser.parse(settings);
    }

    /**
     * Reads the text.
     *
     * @param base folder at which relative paths start
     * @throws DseException when it can't be read
     */
    public Corpus corpus(Path base) {
        return dataset.read(base, split, settings.place("datasetFile"));
    }

    /** The windows of a text of so many tokens, cut to the limit. */
    public List<Window> windows(int tokens) {
        List<Window> windows = protocol.windows(tokens, maxLength, stride);
        return limit.isPresent() && limit.getAsInt() < windows.size()
                ? List.copyOf(windows.subList(0, limit.getAsInt()))
                : windows;
    }

    /** What the result files say of the split: {@code test}, or {@code test (first 8 windows)} where limited. */
    public String splitLabel() {
        return limit.isPresent() ? split.text() + " (first " + limit.getAsInt() + " windows)" : split.text();
    }

    /**
     * Whether a difference to another evaluation is a matter of the weights alone: the same model, text, windows and formula,
     * so that the negative log-likelihoods pair up token by token.
     */
    public boolean pairsWith(Evaluation other) {
        return hfModel.equals(other.hfModel)
                && dataset.equals(other.dataset)
                && split == other.split
                && maxLength == other.maxLength
                && protocol.effectiveStride(maxLength, stride)
                        == other.protocol.effectiveStride(other.maxLength, other.stride)
                && protocol == other.protocol
                && limit.equals(other.limit);
    }

    /**
     * The same with the model's files in a folder. Where its weights are stored under a scheme, that is the evaluation's.
     *
     * @throws DseException when another is asked for
     */
    public Evaluation in(String folder) {
        return with(folder, StoredFormat.of(Path.of(folder)).map(this::stored).orElse(quantization), dataset);
    }

    private QuantizationScheme stored(StoredFormat format) {
        if (!quantization.label().equals("fp16")) {
            throw new DseException(
                    settings.place("quantization"),
                    "asks for " + quantization.label() + ", but the weights of " + hfModel + " are stored as "
                            + format.label(),
                    Suggestions.quantizedAlready());
        }
        return new StoredScheme(format);
    }

    /** The same with its text where the hub's cache has it. */
    public Evaluation on(List<String> textFiles) {
        return with(modelFolder, quantization, dataset.at(textFiles));
    }

    /** The same on its text as a file, not as a data set by name. */
    Evaluation calledByItsFile() {
        return with(modelFolder, quantization, dataset.asFile());
    }

    private Evaluation with(String folder, QuantizationScheme scheme, DatasetChoice text) {
        return new Evaluation(
                settings, hfModel, folder, mlcModel, scheme, text, split, maxLength, stride, devices, dtype, protocol,
                batch, limit, lowMemory);
    }

    /** {@code models/tiny q4f16_1 on wikitext2 (test), 2048/512, source}: for logs and problems. */
    public String title() {
        return hfModel + " " + quantization.label() + " on " + dataset.name() + " (" + splitLabel() + "), " + maxLength
                + "/" + protocol.effectiveStride(maxLength, stride) + ", " + protocol.text();
    }
}
