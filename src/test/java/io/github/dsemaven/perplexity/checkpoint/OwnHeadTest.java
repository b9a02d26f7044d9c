/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings and heads of each family, tied by the configuration. */
class OwnHeadTest {
    static Stream<String> families() {
        return Family.names().stream();
    }

    private static ModelConfiguration tied(String type) {
        return ConfigurationReader.parse("config.json", FamilyConfigurations.of(type))
                .withTiedEmbeddings(true);
    }

    private static Tensor tensor(String name, float... values) {
        ByteBuffer data = ByteBuffer.allocateDirect(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return Tensor.of(name, DType.F32, new long[] {values.length}, data);
    }

    private static OwnHead head(String type, Tensor... tensors) {
        SortedMap<String, Tensor> all = new TreeMap<>();
        List.of(tensors).forEach(tensor -> all.put(tensor.name(), tensor));
        return OwnHead.of(Path.of("model"), tied(type), all);
    }

    @ParameterizedTest
    @MethodSource("families")
    void otherValuesAreAHeadOfItsOwn(String type) {
        HeadNames names = Family.named(type).orElseThrow().headNames();
        for (String embedding : List.of(names.embeddingWeight(), names.baseEmbeddingWeight())) {
            OwnHead head = head(type, tensor(embedding, 1, 2, 3), tensor(names.ownWeight(), 1, 2, 4));

            assertThat(head.tied()).isFalse();
            assertThat(head.warning().orElseThrow())
                    .as("without the folder, whose path is this machine's")
                    .startsWith("config.json ")
                    .contains(names.ownWeight())
                    .contains(embedding);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void theSameValuesStayTied(String type) {
        HeadNames names = Family.named(type).orElseThrow().headNames();
        OwnHead head = head(type, tensor(names.embeddingWeight(), 0f, 2, 3), tensor(names.ownWeight(), -0f, 2, 3));

        assertThat(head.tied()).isTrue();
        assertThat(head.warning()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("families")
    void aHeadAloneIsTheEmbeddingToo(String type) {
        HeadNames names = Family.named(type).orElseThrow().headNames();
        OwnHead head = head(type, tensor(names.ownWeight(), 1, 2, 3));

        assertThat(head.tied()).isTrue();
        assertThat(head.tensors()).containsOnlyKeys(names.embeddingWeight());
    }
}
