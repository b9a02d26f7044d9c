/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.exchange;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationResult;
import io.github.dsemaven.perplexity.ModelFacts;
import io.github.dsemaven.perplexity.Scores;
import io.github.dsemaven.perplexity.TextFacts;
import io.github.dsemaven.perplexity.Timing;
import io.github.dsemaven.perplexity.Window;
import io.github.dsemaven.perplexity.WindowScore;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.quantization.ModelSize;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished evaluation as the outcome file holds it: facts as JSON, and the name of the file with the negative
 * log-likelihoods of all windows, as {@link LossRecords}.
 */
public final class ResultFormat {
    private ResultFormat() {}

    /**
     * What an outcome says of a result but for the evaluation, which the reader knows, and the scores.
     *
     * @param cause what the scores were kept for
     * @param nll the file that holds them
     */
    public record Facts(
            String device, DType dtype, TextFacts text, ModelFacts model, Timing timing, String cause, Path nll) {
        /** As {@link Outcome#writeResult} takes it. */
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("device", device);
            map.put("dtype", dtype.name());
            map.put("origin", text.origin());
            map.put("textSha256", text.sha256());
            map.put("utf8Bytes", text.utf8Bytes());
            map.put("words", text.words());
            map.put("tokens", text.tokens());
            map.put("specialTokens", text.specialTokens());
            map.put("textFiles", text.files());
            map.put("weights", model.size().weights());
            map.put("quantizedWeights", model.size().quantizedWeights());
            map.put("bits", model.size().bits());
            map.put("quantizedBits", model.size().quantizedBits());
            map.put("quantizedTensors", model.size().quantizedTensors());
            map.put("versions", model.versions());
            map.put("digests", model.digests());
            map.put("seconds", timing.seconds());
            map.put("inputTokens", timing.inputTokens());
            map.put("reused", timing.reused());
            map.put("cause", cause);
            map.put("nll", nll.toString());
            return map;
        }
    }

    /**
     * The result of an evaluation from its outcome.
     *
     * @throws IOException when the file of negative log-likelihoods can't be read, or is not as it was written
     */
    public static EvaluationResult read(Evaluation evaluation, JsonObject json) throws IOException {
        TextFacts text = new TextFacts(
                json.get("origin").getAsString(),
                json.get("textSha256").getAsString(),
                json.get("utf8Bytes").getAsLong(),
                json.get("words").getAsLong(),
                json.get("tokens").getAsInt(),
                json.get("specialTokens").getAsInt(),
                texts(json.getAsJsonObject("textFiles")));
        ModelSize size = new ModelSize(
                json.get("weights").getAsLong(),
                json.get("quantizedWeights").getAsLong(),
                json.get("bits").getAsDouble(),
                json.get("quantizedBits").getAsDouble(),
                json.get("quantizedTensors").getAsInt());
        Timing timing = new Timing(
                json.get("seconds").getAsDouble(),
                json.get("inputTokens").getAsLong(),
                json.get("reused").getAsBoolean());
        Path nll = Path.of(json.get("nll").getAsString());
        return new EvaluationResult(
                evaluation,
                json.get("device").getAsString(),
                DType.valueOf(json.get("dtype").getAsString()),
                text,
                new ModelFacts(size, texts(json.getAsJsonObject("versions")), texts(json.getAsJsonObject("digests"))),
                scores(nll, json.get("cause").getAsString(), evaluation.windows(text.tokens())),
                timing);
    }

    private static Scores scores(Path file, String cause, List<Window> windows) throws IOException {
        List<WindowScore> scores = new ArrayList<>();
        LossRecords records = new LossRecords(cause);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            if (!records.readHeader(in)) {
                throw new IOException(file + " was written for another evaluation");
            }
            for (Window window : windows) {
                float[] nll = records.read(in, window.scored())
                        .orElseThrow(() -> new IOException(file + " is not as it was written"));
                scores.add(new WindowScore(window, nll));
            }
        }
        return new Scores(scores);
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            texts.put(entry.getKey(), entry.getValue().getAsString());
        }
        return texts;
    }
}
