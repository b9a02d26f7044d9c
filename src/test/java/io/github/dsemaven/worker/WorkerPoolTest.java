/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several workers give the numbers of one, bit for bit. */
class WorkerPoolTest {
    private static final Path MODEL = Path.of("src/test/resources/zoo/llama-linear");

    private static List<TokenWindow> windows() throws IOException {
        JsonArray array = JsonParser.parseString(Files.readString(MODEL.resolve("reference.json")))
                .getAsJsonObject()
                .getAsJsonArray("input_ids");
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = array.get(i).getAsInt();
        }
        List<TokenWindow> windows = new ArrayList<>();
        for (int end = 32; end <= ids.length; end += 8) {
            windows.add(new TokenWindow(Arrays.copyOfRange(ids, Math.max(0, end - 64), end), 8));
        }
        return windows;
    }

    private static float[][] scored(int workers, String scheme) throws IOException {
        EngineSettings settings = EngineSettings.cpu(1, 2);
        var scheme1 = QuantizationSchemes.parse(Place.of("test"), scheme);
        List<EngineSettings> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            all.add(settings);
        }
        try (Scorer scorer = Scorers.open(Checkpoint.open(MODEL), scheme1, all, message -> {})) {
            assertThat(scorer.windowsPerCall()).isGreaterThanOrEqualTo(2 * workers);
            return scorer.nll(windows());
        }
    }

    @Test
    void twoWorkersGiveTheNumbersOfOne() throws IOException {
        float[][] one = scored(1, "fp16");

        assertThat(scored(2, "fp16")).isDeepEqualTo(one);
        assertThat(one).hasDimensions(windows().size(), 8);
    }

    @Test
    void quantizedToo() throws IOException {
        assertThat(scored(3, "q4f16_1")).isDeepEqualTo(scored(1, "q4f16_1"));
    }
}
