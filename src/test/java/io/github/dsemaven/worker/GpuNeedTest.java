/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.perplexity.checkpoint.ConfigurationReader;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuNeedTest {
    @TempDir
    Path folder;

    private ModelConfiguration llama(int hidden, int feedForward, int heads, int keyValueHeads) throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                ("{'model_type':'llama','architectures':['LlamaForCausalLM'],'hidden_size':%d,'intermediate_size':%d,"
                                + "'num_hidden_layers':2,'num_attention_heads':%d,'num_key_value_heads':%d,"
                                + "'vocab_size':128256,'hidden_act':'silu','rms_norm_eps':1e-5,"
                                + "'max_position_embeddings':8192,'tie_word_embeddings':false}")
                        .replace('\'', '"')
                        .formatted(hidden, feedForward, heads, keyValueHeads));
        return ConfigurationReader.read(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 14336, 32, 8, F16, 2048, 4", // Llama-3-8B
        "2048, 8192, 32, 8, F16, 2048, 8", // Llama-3.2-1B
        "8192, 28672, 64, 8, BF16, 2048, 2", // Llama-3-70B
        "4096, 14336, 32, 8, F32, 2048, 2",
        "4096, 14336, 32, 8, F16, 512, 16",
        "256, 704, 8, 2, F16, 2048, 16",
        "8192, 28672, 64, 8, F16, 32768, 1"
    })
    void callsAreAsLargeAsAFewGibibytesAllow(
            int hidden, int feedForward, int heads, int keyValueHeads, DType dtype, int length, int windows)
            throws IOException {
        assertThat(GpuNeed.batch(llama(hidden, feedForward, heads, keyValueHeads), dtype, length))
                .isEqualTo(windows);
    }
}
