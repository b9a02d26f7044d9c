/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads rotary embeddings as transformers 5 writes them ({@code rope_parameters}, one for all layers or one for each layer
 * type) and as transformers 4 did ({@code rope_theta}, {@code rope_scaling}, {@code partial_rotary_factor}).
 */
final class RotaryReader {
    private static final List<String> TYPES = List.of("default", "linear", "dynamic", "llama3", "yarn", "longrope");

    private final ConfigurationKeys keys;
    private final int headSize;
    private final int maxPositions;
    private final boolean partly;
    private final List<Problem> problems = new ArrayList<>();

    /** @param partly whether the family can rotate a part of each head */
    RotaryReader(ConfigurationKeys keys, int headSize, int maxPositions, boolean partly) {
        this.partly = partly;
        this.keys = keys;
        this.headSize = headSize;
        this.maxPositions = maxPositions;
        // Known even to a model none of whose layers rotates, or only by a base of its own.
        keys.ignore("rope_theta", "rope_scaling", "rope_parameters", "partial_rotary_factor");
    }

    /**
     * The rotary embedding of a layer type such as {@code full_attention}.
     *
     * @param theta the family's default base
     * @param partial the family's default for the rotated part of a head
     */
    RotaryConfiguration read(String layerType, double theta, double partial) {
        double base = keys.positive("rope_theta", theta);
        double part = part(keys, partial, "default");
        Optional<ConfigurationKeys> parameters = keys.object("rope_scaling").or(() -> keys.object("rope_parameters"));
        if (parameters.isPresent() && parameters.get().isNested()) {
            parameters.get().ignore("full_attention", "sliding_attention");
            check(parameters.get());
            parameters = parameters.get().object(layerType);
        }
        return parameters
                .map(inner -> scaled(inner, base, part))
                .orElseGet(() -> rotary(base, part, new RotaryScaling.None()));
    }

    /** The unscaled embedding with this base. */
    RotaryConfiguration plain(double theta) {
        return rotary(theta, 1, new RotaryScaling.None());
    }

    private RotaryConfiguration scaled(ConfigurationKeys inner, double theta, double partial) {
        double base = inner.positive("rope_theta", theta);
        String type = inner.text("rope_type", inner.text("type", "default"));
        double part = part(inner, part(keys, partial, type), type);
        RotaryScaling scaling = switch (type) {
            case "default" -> new RotaryScaling.None();
            case "linear" -> new RotaryScaling.Linear(inner.positive("factor"));
            case "dynamic" -> new RotaryScaling.Dynamic(inner.positive("factor"));
            case "llama3" -> llama3(inner);
            case "yarn" -> yarn(inner);
            case "longrope", "su" -> longRope(inner, dimensions(part));
            default -> throw inner.wrong("rope_type", "is \"" + type + "\"", Suggestions.validValues(type, TYPES));
        };
        // transformers writes and ignores these for types that do not use them.
        keys.ignore("original_max_position_embeddings");
        inner.ignore("original_max_position_embeddings");
        check(inner);
        return rotary(base, part, scaling);
    }

    /** The key's part of a head; families that rotate whole heads leave it unread, and fail where the scaling reads it. */
    private double part(ConfigurationKeys from, double otherwise, String type) {
        double given = from.positive("partial_rotary_factor", otherwise);
        if (partly) {
            return given;
        }
        if (given != 1 && !type.equals("default")) {
            throw from.wrong(
                    "partial_rotary_factor",
                    "is " + given + " with rope_type \"" + type
                            + "\", which this model_type can't do (transformers fails too)");
        }
        return 1;
    }

    private RotaryScaling llama3(ConfigurationKeys inner) {
        double low = inner.positive("low_freq_factor");
        double high = inner.positive("high_freq_factor");
        if (high <= low) {
            throw inner.wrong("high_freq_factor", "is " + high + ", not above low_freq_factor " + low);
        }
        return new RotaryScaling.Llama3(inner.positive("factor"), low, high, trainedPositions(inner));
    }

    private RotaryScaling yarn(ConfigurationKeys inner) {
        double factor = inner.positive("factor");
        double mscale = inner.notNegative("mscale", 0);
        double mscaleAll = inner.notNegative("mscale_all_dim", 0);
        double derived = mscale != 0 && mscaleAll != 0
                ? magnitude(factor, mscale) / magnitude(factor, mscaleAll)
                : magnitude(factor, 1);
        return new RotaryScaling.Yarn(
                factor,
                inner.positive("attention_factor", derived),
                nonZero(inner.notNegative("beta_fast", 32), 32),
                nonZero(inner.notNegative("beta_slow", 1), 1),
                trainedPositions(inner),
                inner.flag("truncate", true));
    }

    private static double magnitude(double factor, double mscale) {
        return factor <= 1 ? 1 : 0.1 * mscale * Math.log(factor) + 1;
    }

    private static double nonZero(double value, double otherwise) {
        return value == 0 ? otherwise : value;
    }

    private RotaryScaling longRope(ConfigurationKeys inner, int dimensions) {
        int trained = (int) trainedPositions(inner);
        if (trained < 2) {
            throw inner.wrong("original_max_position_embeddings", "is " + trained + ", too few to scale");
        }
        double factor = inner.positive("factor", (double) maxPositions / trained);
        double derived = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(trained));
        List<Double> shortFactors = factors(inner, "short_factor", dimensions);
        List<Double> longFactors = factors(inner, "long_factor", dimensions);
        return new RotaryScaling.LongRope(
                shortFactors, longFactors, inner.positive("attention_factor", derived), trained);
    }

    private static List<Double> factors(ConfigurationKeys inner, String key, int dimensions) {
        List<Double> factors = inner.positives(key);
        if (factors.size() != dimensions / 2) {
            throw inner.wrong(key, "has " + factors.size() + " numbers where " + dimensions / 2 + " are needed");
        }
        return factors;
    }

    /** A model's own key goes before the one beside the scaling, as in transformers. */
    private double trainedPositions(ConfigurationKeys inner) {
        double beside = inner.positive("original_max_position_embeddings", maxPositions);
        return keys.positive("original_max_position_embeddings", beside);
    }

    private RotaryConfiguration rotary(double theta, double partial, RotaryScaling scaling) {
        return new RotaryConfiguration(theta, dimensions(partial), maxPositions, scaling);
    }

    private int dimensions(double partial) {
        int dimensions = (int) (headSize * partial);
        if (dimensions % 2 != 0 || dimensions <= 0 || dimensions > headSize) {
            throw keys.wrong(
                    partial == 1 ? "head_dim" : "partial_rotary_factor",
                    "gives " + dimensions + " rotated dimensions of " + headSize + ", not an even part of it");
        }
        return dimensions;
    }

    private void check(ConfigurationKeys inner) {
        problems.addAll(inner.unknown(key -> false));
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
    }
}
