/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The model families that can be evaluated: what {@code config.json} calls each, and where its keys are read. */
public enum Family {
    COHERE("cohere", HeadNames.USUAL, Rotation.WHOLE_NEIGHBOURS, LaterFamilies::cohere),
    COHERE2("cohere2", HeadNames.USUAL, Rotation.WHOLE_NEIGHBOURS, LaterFamilies::cohere2),
    ERNIE4_5("ernie4_5", HeadNames.USUAL, Rotation.WHOLE_NEIGHBOURS, LaterFamilies::ernie),
    EXAONE4("exaone4", HeadNames.USUAL, Rotation.WHOLE, LaterFamilies::exaone4),
    GEMMA("gemma", HeadNames.USUAL, Rotation.WHOLE, Families::gemma),
    GEMMA2("gemma2", HeadNames.USUAL, Rotation.WHOLE, Families::gemma2),
    GEMMA3_TEXT("gemma3_text", HeadNames.USUAL, Rotation.WHOLE, Families::gemma3),
    GLM4("glm4", HeadNames.USUAL, Rotation.PART_NEIGHBOURS, LaterFamilies::glm4),
    GPT2("gpt2", HeadNames.GPT, Rotation.WHOLE, Families::gpt2),
    GPT_BIGCODE("gpt_bigcode", HeadNames.GPT, Rotation.WHOLE, LaterFamilies::gptBigCode),
    GPT_NEOX("gpt_neox", new HeadNames("gpt_neox.embed_in", "embed_out"), Rotation.PART, Families::gptNeox),
    GPTJ("gptj", HeadNames.GPT, Rotation.PART_NEIGHBOURS, LaterFamilies::gptj),
    GRANITE("granite", HeadNames.USUAL, Rotation.WHOLE, Families::granite),
    LLAMA("llama", HeadNames.USUAL, Rotation.WHOLE, Families::llama),
    MISTRAL("mistral", HeadNames.USUAL, Rotation.WHOLE, Families::mistral),
    MIXTRAL("mixtral", HeadNames.USUAL, Rotation.WHOLE, Families::mixtral),
    NEMOTRON("nemotron", HeadNames.USUAL, Rotation.PART, LaterFamilies::nemotron),
    OLMO("olmo", HeadNames.USUAL, Rotation.WHOLE, LaterFamilies::olmo),
    OLMO2("olmo2", HeadNames.USUAL, Rotation.WHOLE, Families::olmo2),
    OLMO3("olmo3", HeadNames.USUAL, Rotation.WHOLE, LaterFamilies::olmo3),
    OPT("opt", new HeadNames("model.decoder.embed_tokens", "lm_head"), Rotation.WHOLE, Families::opt),
    PHI("phi", HeadNames.USUAL, Rotation.PART, Families::phi),
    PHI3("phi3", HeadNames.USUAL, Rotation.PART, Families::phi3),
    QWEN2("qwen2", HeadNames.USUAL, Rotation.WHOLE, Families::qwen2),
    QWEN2_MOE("qwen2_moe", HeadNames.USUAL, Rotation.WHOLE, ExpertFamilies::qwen2),
    QWEN3("qwen3", HeadNames.USUAL, Rotation.WHOLE, Families::qwen3),
    QWEN3_MOE("qwen3_moe", HeadNames.USUAL, Rotation.WHOLE, ExpertFamilies::qwen3),
    SEED_OSS("seed_oss", HeadNames.USUAL, Rotation.WHOLE, LaterFamilies::seedOss),
    SMOLLM3("smollm3", HeadNames.USUAL, Rotation.WHOLE, Families::smollm3),
    STABLELM("stablelm", HeadNames.USUAL, Rotation.PART, LaterFamilies::stablelm),
    STARCODER2("starcoder2", HeadNames.USUAL, Rotation.WHOLE, Families::starcoder2);

    /** Which dimensions of a head rotary positions turn, and with which other. */
    enum Rotation {
        /** All of them, the first half with the second; transformers leaves {@code partial_rotary_factor} unread. */
        WHOLE,
        /** The first of them if the file says so. */
        PART,
        /** All of them, each with its neighbour. */
        WHOLE_NEIGHBOURS,
        /** The first of them if the file says so, each with its neighbour. */
        PART_NEIGHBOURS
    }

    private final String modelType;
    private final HeadNames headNames;
    private final Rotation rotation;
    private final Function<Families, ModelConfiguration> reading;

    Family(String modelType, HeadNames headNames, Rotation rotation, Function<Families, ModelConfiguration> reading) {
        this.modelType = modelType;
        this.headNames = headNames;
        this.rotation = rotation;
        this.reading = reading;
    }

    /** The family with this {@code model_type}. */
    static Optional<Family> named(String modelType) {
        return Arrays.stream(values())
                .filter(family -> family.modelType.equals(modelType))
                .findFirst();
    }

    /** Every {@code model_type}, in alphabetical order. */
    static List<String> names() {
        return Arrays.stream(values()).map(Family::modelType).sorted().toList();
    }

    /** What {@code config.json} calls the family. */
    public String modelType() {
        return modelType;
    }

    /** What the family calls its embedding and its head. */
    public HeadNames headNames() {
        return headNames;
    }

    /** Whether rotary positions turn each dimension with its neighbour, and not the first half with the second. */
    public boolean rotatesNeighbours() {
        return rotation == Rotation.WHOLE_NEIGHBOURS || rotation == Rotation.PART_NEIGHBOURS;
    }

    /** Whether {@code partial_rotary_factor} is read. */
    boolean isPartlyRotated() {
        return rotation == Rotation.PART || rotation == Rotation.PART_NEIGHBOURS;
    }

    ModelConfiguration read(Families keys) {
        return reading.apply(keys);
    }
}
