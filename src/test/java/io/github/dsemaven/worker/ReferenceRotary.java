/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import com.google.gson.JsonObject;

/** Rotary embeddings in double arithmetic, from the formulas and from both generations of keys. */
record ReferenceRotary(double[] frequencies, double factor) {
    static ReferenceRotary of(JsonObject config, int headSize, boolean sliding, int length) {
        JsonObject given = config.has("rope_parameters")
                ? config.getAsJsonObject("rope_parameters")
                : config.has("rope_scaling") ? config.getAsJsonObject("rope_scaling") : new JsonObject();
        String layerType = sliding ? "sliding_attention" : "full_attention";
        JsonObject parameters = given.has(layerType) ? given.getAsJsonObject(layerType) : given;
        boolean gemma3 = config.get("model_type").getAsString().equals("gemma3_text");
        double theta = number(
                parameters,
                "rope_theta",
                number(config, "rope_theta", number(config, "rotary_emb_base", gemma3 ? 1e6 : 10000)));
        if (gemma3 && sliding && !given.has(layerType)) {
            theta = number(config, "rope_local_base_freq", 10000);
            parameters = new JsonObject();
        }
        double partial = number(
                parameters,
                "partial_rotary_factor",
                number(config, "partial_rotary_factor", number(config, "rotary_pct", 1)));
        int size = (int) (headSize * partial);
        return scaled(parameters, config, theta, size, length);
    }

    private static ReferenceRotary scaled(
            JsonObject parameters, JsonObject config, double theta, int size, int length) {
        double positions = number(config, "max_position_embeddings", 2048);
        double trained = number(
                config,
                "original_max_position_embeddings",
                number(parameters, "original_max_position_embeddings", positions));
        double factor = number(parameters, "factor", positions / trained);
        String type = parameters.has("rope_type")
                ? parameters.get("rope_type").getAsString()
                : parameters.has("type") ? parameters.get("type").getAsString() : "default";
        double attention = 1;
        if (type.equals("dynamic")) {
            double seen = Math.max(length, positions);
            theta *= Math.pow(factor * seen / positions - (factor - 1), size / (size - 2.0));
        } else if (type.equals("yarn")) {
            attention = number(parameters, "attention_factor", 0.1 * Math.log(factor) + 1);
        } else if (type.equals("longrope") || type.equals("su")) {
            attention = number(
                    parameters,
                    "attention_factor",
                    factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(trained)));
        }
        double[] frequencies = new double[size / 2];
        for (int i = 0; i < frequencies.length; i++) {
            double plain = Math.pow(theta, -2.0 * i / size);
            frequencies[i] = switch (type) {
                case "linear" -> plain / factor;
                case "llama3" -> llama3(plain, factor, parameters, trained);
                case "yarn" -> {
                    double low = Math.max(
                            0, Math.floor(dimension(number(parameters, "beta_fast", 32), theta, size, trained)));
                    double high = Math.min(
                            size - 1, Math.ceil(dimension(number(parameters, "beta_slow", 1), theta, size, trained)));
                    double ramp = Math.min(1, Math.max(0, (i - low) / (high - low)));
                    yield plain / factor * ramp + plain * (1 - ramp);
                }
                case "longrope", "su" ->
                    plain
                            / parameters
                                    .getAsJsonArray(length > trained ? "long_factor" : "short_factor")
                                    .get(i)
                                    .getAsDouble();
                default -> plain;
            };
        }
        return new ReferenceRotary(frequencies, attention);
    }

    private static double llama3(double plain, double factor, JsonObject parameters, double trained) {
        double low = number(parameters, "low_freq_factor", 1);
        double high = number(parameters, "high_freq_factor", 4);
        double turns = trained * plain / (2 * Math.PI);
        if (turns < low) {
            return plain / factor;
        }
        if (turns > high) {
            return plain;
        }
        double smooth = (turns - low) / (high - low);
        return (1 - smooth) * plain / factor + smooth * plain;
    }

    private static double dimension(double rotations, double theta, int size, double trained) {
        return size * Math.log(trained / (rotations * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    /** @param neighbours whether each dimension turns with the next, and not the first half with the second */
    void rotate(double[] row, int at, int position, boolean neighbours) {
        int half = frequencies.length;
        for (int i = 0; i < half; i++) {
            double cos = Math.cos(position * frequencies[i]) * factor;
            double sin = Math.sin(position * frequencies[i]) * factor;
            int first = at + (neighbours ? 2 * i : i);
            int second = neighbours ? first + 1 : first + half;
            double a = row[first];
            double b = row[second];
            row[first] = a * cos - b * sin;
            row[second] = b * cos + a * sin;
        }
    }

    private static double number(JsonObject object, String key, double absent) {
        return object.has(key) && !object.get(key).isJsonNull()
                ? object.get(key).getAsDouble()
                : absent;
    }
}
