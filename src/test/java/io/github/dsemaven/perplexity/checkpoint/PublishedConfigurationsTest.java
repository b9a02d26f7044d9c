/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of configurations as models of each family are published with them. */
class PublishedConfigurationsTest {
    private static final Path FOLDER = Path.of("src/test/resources/configurations");

    @ParameterizedTest
    @CsvSource({
        // name, layers, heads/key heads x size, windows, theta, rotated dimensions, scaling, tied, softcaps
        "llama-7b, 32, 32/32x128, 0, 10000, 128, None, false",
        "llama-2-7b, 32, 32/32x128, 0, 10000, 128, None, false",
        "llama-3-8b, 32, 32/8x128, 0, 500000, 128, None, false",
        "llama-3.1-8b, 32, 32/8x128, 0, 500000, 128, Llama3, false",
        "llama-3.2-1b, 16, 32/8x64, 0, 500000, 64, Llama3, true",
        "smollm2-135m, 30, 9/3x64, 0, 100000, 64, None, true",
        "deepseek-coder-1.3b, 24, 16/16x128, 0, 100000, 128, Linear, false",
        "mistral-7b-v0.1, 32, 32/8x128, 4096, 10000, 128, None, false",
        "mistral-7b-v0.3, 32, 32/8x128, 0, 1000000, 128, None, false",
        "mistral-nemo, 40, 32/8x128, 0, 1000000, 128, None, false",
        "mixtral-8x7b, 32, 32/8x128, 0, 1000000, 128, None, false",
        "qwen2-0.5b, 24, 14/2x64, 0, 1000000, 64, None, true",
        "qwen2.5-7b, 28, 28/4x128, 0, 1000000, 128, None, false",
        "qwen3-0.6b, 28, 16/8x128, 0, 1000000, 128, None, true",
        "phi-1, 24, 32/32x64, 0, 10000, 32, None, false",
        "phi-2, 32, 32/32x80, 0, 10000, 32, None, false",
        "phi-3-mini-4k, 32, 32/32x96, 2047, 10000, 96, None, false",
        "phi-3.5-mini, 32, 32/32x96, 262144, 10000, 96, LongRope, false",
        "phi-4-mini, 32, 24/8x128, 262144, 10000, 96, LongRope, true",
        "gemma-2b, 18, 8/1x256, 0, 10000, 256, None, true",
        "gemma-2-27b, 46, 32/16x128, 4096 0, 10000, 128, None, true",
        "gemma-3-1b, 26, 4/1x256, 512 0, 10000 1000000, 256, None, true",
        "gemma-3-270m, 18, 4/1x256, 512 0, 10000 1000000, 256, None, true",
        "gpt2, 12, 12/12x64, 0, '', '', '', true",
        "gpt2-medium, 24, 16/16x64, 0, '', '', '', true",
        "distilgpt2, 6, 12/12x64, 0, '', '', '', true",
        "pythia-160m, 12, 12/12x64, 0, 10000, 16, None, false",
        "gpt-neox-20b, 44, 64/64x96, 0, 10000, 24, None, false",
        "opt-125m, 12, 12/12x64, 0, '', '', '', true",
        "opt-350m, 24, 16/16x64, 0, '', '', '', true",
        "olmo-2-7b, 32, 32/32x128, 0, 500000, 128, None, false",
        "smollm3-3b, 36, 16/4x128, 0, 5000000, 128, None, true",
        "starcoder2-3b, 30, 24/2x128, 4096, 999999.4420358813, 128, None, true",
        "granite-3.1-2b, 40, 32/8x64, 0, 5000000, 64, None, true",
        "qwen1.5-moe-a2.7b, 24, 16/16x128, 0, 1000000, 128, None, false",
        "qwen3-30b-a3b, 48, 32/4x128, 0, 1000000, 128, None, false",
        "starcoder, 40, 48/1x128, 0, '', '', '', true",
        "stablelm-2-1.6b, 24, 32/32x64, 0, 10000, 16, None, false",
        "olmo-1.7-7b, 32, 32/32x128, 0, 10000, 128, None, false",
        "olmo-3-7b, 32, 32/32x128, 4096 0, 500000, 128, None Yarn, false",
        "seed-oss-36b, 64, 80/8x128, 0, 10000000, 128, None, false",
        "ernie-4.5-0.3b, 18, 16/2x128, 0, 500000, 128, None, true",
        "minitron-4b, 32, 24/8x128, 0, 10000, 64, None, false",
        "gpt-j-6b, 28, 16/16x256, 0, 10000, 64, None, false",
        "command-r, 40, 64/64x128, 0, 8000000, 128, None, true",
        "command-r7b, 32, 32/8x128, 4096 0, 50000, 128, None, true",
        "glm-4-9b, 40, 32/2x128, 0, 10000, 64, None, false",
        "exaone-4-32b, 64, 40/8x128, 4096 0, 1000000, 128, Llama3, false"
    })
    void isAcceptedAndRead(
            String name, int layers, String heads, String windows, String theta, String size, String type, boolean tied)
            throws IOException {
        ModelConfiguration read = read(name);

        ModelConfiguration.Attention attention = read.attention();
        assertThat(read.layers()).hasSize(layers);
        assertThat(attention.heads() + "/" + attention.keyValueHeads() + "x" + attention.headSize())
                .isEqualTo(heads);
        assertThat(distinct(read.layers().stream().map(layer -> layer.slidingWindow())))
                .isEqualTo(windows);
        assertThat(distinct(rotaries(read).map(RotaryConfiguration::theta).map(PublishedConfigurationsTest::plain)))
                .isEqualTo(theta);
        assertThat(distinct(rotaries(read).map(RotaryConfiguration::dimensions)))
                .isEqualTo(size);
        assertThat(distinct(
                        rotaries(read).map(rotary -> rotary.scaling().getClass().getSimpleName())))
                .isEqualTo(type);
        assertThat(read.tiedEmbeddings()).isEqualTo(tied);
    }

    @Test
    void everyFamilyIsThere() throws IOException {
        assertThat(all().map(ModelConfiguration::modelType).distinct().sorted()).isEqualTo(Family.names());
    }

    @Test
    void whatOnlyOneModelHasIsRead() throws IOException {
        ModelConfiguration smollm3 = read("smollm3-3b");
        assertThat(smollm3.layers().stream().map(layer -> layer.rotary().isPresent()))
                .startsWith(true, true, true, false, true);
        ModelConfiguration opt = read("opt-350m");
        assertThat(opt.residual()).isEqualTo(new ModelConfiguration.Residual(false, false, false, true, 512));
        assertThat(read("opt-125m").residual())
                .isEqualTo(new ModelConfiguration.Residual(false, true, true, true, 768));
        ModelConfiguration granite = read("granite-3.1-2b");
        assertThat(granite.scales()).isEqualTo(new ModelConfiguration.Scales(12, 0.22, 1 / 8.0, 0));
        assertThat(granite.layers().get(0).attentionScale()).isEqualTo(0.015625);
        ModelConfiguration gemma2 = read("gemma-2-27b");
        assertThat(gemma2.attention().softcap()).isEqualTo(50);
        assertThat(gemma2.scales().logitSoftcap()).isEqualTo(30);
        assertThat(gemma2.layers().get(0).attentionScale()).isEqualTo(1 / 12.0);
        assertThat(read("gemma-3-1b").scales().logitSoftcap()).isZero();
        assertThat(read("gemma-2b").feedForward().activation()).isEqualTo(Activation.GELU);
        assertThat(read("starcoder2-3b").feedForward().activation()).isEqualTo(Activation.GELU_TANH);
        assertThat(read("mixtral-8x7b").feedForward().expertsPerToken()).isEqualTo(2);
        assertThat(read("qwen1.5-moe-a2.7b").feedForward())
                .isEqualTo(new ModelConfiguration.FeedForward(5632, Activation.SILU, false, 60, 4, 1408, 5632, false));
        assertThat(read("qwen3-30b-a3b").feedForward())
                .isEqualTo(new ModelConfiguration.FeedForward(6144, Activation.SILU, false, 128, 8, 768, 0, true));
        assertThat(((RotaryScaling.LongRope) rotary("phi-3.5-mini").scaling()).attentionFactor())
                .isEqualTo(Math.sqrt(1 + Math.log(32) / Math.log(4096)));
        assertThat(((RotaryScaling.LongRope) rotary("phi-4-mini").scaling()).trainedPositions())
                .isEqualTo(4096);
        assertThat(rotary("llama-3.2-1b").scaling()).isEqualTo(new RotaryScaling.Llama3(32, 1, 4, 8192));
    }

    private static RotaryConfiguration rotary(String name) throws IOException {
        return read(name).layers().get(0).rotary().orElseThrow();
    }

    private static Stream<RotaryConfiguration> rotaries(ModelConfiguration read) {
        return read.layers().stream().flatMap(layer -> layer.rotary().stream());
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    private static String distinct(Stream<?> values) {
        return values.map(Object::toString).distinct().collect(Collectors.joining(" "));
    }

    private static Stream<ModelConfiguration> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> found = files.sorted().toList();
            List<ModelConfiguration> read = new ArrayList<>();
            for (Path file : found) {
                read.add(ConfigurationReader.parse(file.toString(), Files.readString(file)));
            }
            return read.stream();
        }
    }

    private static ModelConfiguration read(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".json");
        return ConfigurationReader.parse(file.toString(), Files.readString(file));
    }
}
