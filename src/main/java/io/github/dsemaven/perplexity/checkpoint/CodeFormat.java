/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How GPTQ or AWQ have stored linear layers as codes: {@code quantization_config} of {@code config.json}.
 *
 * @param method who made them
 * @param bits of a code
 * @param group inputs that share a scale and a zero point; 0 for all of a row
 * @param lessOne whether zero points are stored minus 1
 * @param ordered whether inputs were quantized in an order of their own, so that each layer has to say their groups
 * @param symmetric whether all zero points are the middle of the codes, so that they may be left out
 */
record CodeFormat(Method method, int bits, int group, boolean lessOne, boolean ordered, boolean symmetric) {
    /** The tools whose formats are read. */
    enum Method {
        GPTQ,
        AWQ
    }

    static final String KEY = "quantization_config";

    private static final List<Integer> GPTQ_BITS = List.of(2, 3, 4, 8);

    /** How codes were found, or which program multiplies them: the codes are what they are. */
    private static final Set<String> HARMLESS = Set.of(
            "act_group_aware",
            "backend",
            "batch_size",
            "block_name_to_quantize",
            "cache_block_outputs",
            "damp_auto_increment",
            "damp_percent",
            "dataset",
            "disable_exllama",
            "do_fuse",
            "exllama_config",
            "fuse_max_seq_len",
            "lm_head",
            "max_input_length",
            "meta",
            "model_file_base_name",
            "model_name_or_path",
            "model_seqlen",
            "module_name_preceding_first_block",
            "modules_in_block_to_quantize",
            "modules_to_fuse",
            "modules_to_not_convert",
            "mse",
            "pad_token_id",
            "quantizer",
            "static_groups",
            "tokenizer",
            "true_sequential",
            "use_cuda_fp16",
            "use_exllama");

    /**
     * The format that a configuration names.
     *
     * @return empty for another tool's
     * @throws DseException where a key is wrong, unknown, or asks for what is not read
     */
    static Optional<CodeFormat> of(ConfigurationKeys configuration) {
        Optional<ConfigurationKeys> keys = configuration.isObject(KEY) ? configuration.object(KEY) : Optional.empty();
        String method = keys.map(inner -> inner.text("quant_method", "")).orElse("");
        return switch (method) {
            case "gptq" -> keys.map(CodeFormat::gptq);
            case "awq" -> keys.map(CodeFormat::awq);
            default -> Optional.empty();
        };
    }

    private static CodeFormat gptq(ConfigurationKeys keys) {
        int bits = keys.size("bits");
        if (!GPTQ_BITS.contains(bits)) {
            throw keys.wrong("bits", "is " + bits, "Valid are 2, 3, 4 and 8");
        }
        List<String> formats = List.of("gptq", "gptq_v2");
        String format = word(keys, "checkpoint_format", keys.text("format", "gptq"), formats);
        if (!word(keys, "format", format, formats).equals(format)) {
            throw keys.wrong("format", "is not the same as checkpoint_format, \"" + format + "\"");
        }
        word(keys, "pack_dtype", "int32", List.of("int32"));
        keys.onlyFalse("is_marlin_format");
        // Rules for some modules: those that begin with "-:" leave modules as they are.
        for (String rule : keys.names("dynamic")) {
            if (!rule.startsWith("-:")) {
                throw keys.wrong(
                        "dynamic",
                        "has a rule \"" + rule + "\" that gives some modules another format",
                        Suggestions.unquantizedModel());
            }
        }
        boolean symmetric = keys.flag("sym", true);
        return checked(
                keys,
                new CodeFormat(
                        Method.GPTQ,
                        bits,
                        group(keys),
                        format.equals("gptq"),
                        keys.flag("desc_act", false),
                        symmetric));
    }

    private static CodeFormat awq(ConfigurationKeys keys) {
        int bits = keys.size("bits", 4);
        if (bits != 4) {
            throw keys.wrong("bits", "is " + bits, "Valid is 4");
        }
        word(keys, "version", "gemm", List.of("gemm"));
        boolean symmetric = !keys.flag("zero_point", true);
        return checked(keys, new CodeFormat(Method.AWQ, bits, group(keys), false, false, symmetric));
    }

    private static CodeFormat checked(ConfigurationKeys keys, CodeFormat format) {
        List<Problem> unknown = keys.unknown(HARMLESS::contains);
        if (!unknown.isEmpty()) {
            throw new DseException(unknown);
        }
        return format;
    }

    private static String word(ConfigurationKeys keys, String key, String absent, List<String> valid) {
        String given = keys.text(key, absent);
        if (!valid.contains(given.toLowerCase(Locale.ROOT))) {
            throw keys.wrong(
                    key,
                    "is \"" + given + "\", a form of codes that is not read",
                    Suggestions.validValues(given, valid) + ". " + Suggestions.unquantizedModel());
        }
        return given.toLowerCase(Locale.ROOT);
    }

    private static int group(ConfigurationKeys keys) {
        return keys.isMinusOne("group_size") ? 0 : keys.size("group_size");
    }

    /** {@code gptq-4bit-g128}. */
    String label() {
        return method.name().toLowerCase(Locale.ROOT) + "-" + bits + "bit-" + (group == 0 ? "row" : "g" + group);
    }

    int groupSize(int inputs) {
        return group == 0 ? inputs : group;
    }

    int groups(int inputs) {
        int size = groupSize(inputs);
        return (inputs + size - 1) / size;
    }
}
