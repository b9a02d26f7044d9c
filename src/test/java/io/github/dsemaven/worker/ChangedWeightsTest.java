/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.GraphCompiler;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.Supply;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import io.github.dsemaven.perplexity.quantization.QuantizationPlan;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ONNX Runtime on CUDA ignores, without a word, a weight handed over by {@code addInitializer} and reads what lies at the
 * place that the graph names: the unquantized one. So no place that a graph for a GPU names may hold it.
 */
class ChangedWeightsTest {
    private static final Path MODEL = Path.of("src/test/resources/zoo/llama-bias-headdim");

    static Stream<Arguments> schemes() {
        return QuantizationSchemes.all().stream()
                .flatMap(scheme -> Stream.of(true, false).map(low -> Arguments.of(scheme, low)));
    }

    private static EngineSettings settings(OptionalInt card, boolean low) {
        return new EngineSettings(card, DType.F16, AttentionKernel.GROUP_QUERY, 1, 1).withLowMemory(low);
    }

    private static WeightSource weights(Checkpoint checkpoint, QuantizationScheme scheme, boolean low) {
        var restored = new FileWeights(checkpoint, scheme, DType.F16, 1);
        return low ? new LowBitWeights(checkpoint, scheme, settings(OptionalInt.empty(), true), restored) : restored;
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void noPlaceThatAGraphNamesHoldsTheUnchangedWeight(QuantizationScheme scheme, boolean low) throws Exception {
        Checkpoint checkpoint = Checkpoint.open(MODEL);
        WeightSource weights = weights(checkpoint, scheme, low);

        ModelGraph graph = new GraphCompiler(
                        checkpoint, weights, settings(OptionalInt.empty(), low).graph("1.29.0", false, false))
                .compile(new Pieces(8, 4).shape(4));

        List<String> named = new ArrayList<>();
        for (TensorProto tensor : ModelProto.parseFrom(graph.model()).getGraph().getInitializerList()) {
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                named.add(place(tensor));
            }
        }
        QuantizationPlan plan = scheme.plan(new QuantizationScheme.Model(
                DType.F16, checkpoint.configuration().tiedEmbeddings()));
        int changed = 0;
        for (ModelGraph.Parameter parameter : graph.parameters()) {
            var region = parameter.tensor().region().orElseThrow();
            String place =
                    region.file().getRoot().relativize(region.file()) + " " + region.offset() + " " + region.length();
            if (plan.forTensor(parameter.tensor().name(), parameter.kind()).quantizes()) {
                changed++;
                assertThat(named).as(parameter.tensor().name()).doesNotContain(place);
            } else if (parameter.supply() instanceof Supply.Stored) {
                assertThat(named).as(parameter.tensor().name()).contains(place);
            }
        }
        assertThat(changed > 0).isEqualTo(scheme.description().contains("quantized"));
        weights.copied();
        weights.released();
    }

    private static String place(TensorProto tensor) {
        String[] parts = new String[3];
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            parts[List.of("location", "offset", "length").indexOf(entry.getKey())] = entry.getValue();
        }
        return String.join(" ", parts);
    }

    @Test
    void sessionsOnAGpuNeverUseTheWayThatIsIgnored() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("Cuda")
                .should()
                .callMethod(OrtSession.SessionOptions.class, "addInitializer", String.class, OnnxTensorLike.class)
                .check(new ClassFileImporter().importPackages("io.github.dsemaven.worker"));
    }

    /** Only where the test runs with ONNX Runtime's CUDA build on a machine with a card. */
    @ParameterizedTest
    @MethodSource("schemes")
    void onACardTheNumbersAreThoseOfChangedWeights(QuantizationScheme scheme, boolean low) {
        assumeTrue(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "no CUDA build of ONNX Runtime");
        EngineSettings cpu = EngineSettings.cpu(1, 1);

        float[] unchanged = nll(QuantizationSchemes.all().get(0), cpu);
        float[] expected = nll(scheme, cpu);
        float[] actual = nll(scheme, settings(OptionalInt.of(0), low));

        double change = rms(unchanged, expected);
        assertThat(rms(actual, expected)).isLessThan(Math.max(change / 3, 1e-2));
    }

    private static float[] nll(QuantizationScheme scheme, EngineSettings settings) {
        int[] ids = new Random(1).ints(200, 5, 90).toArray();
        try (Scorer scorer = Scorers.open(Checkpoint.open(MODEL), scheme, List.of(settings), text -> {})) {
            return scorer.nll(List.of(new TokenWindow(ids, ids.length - 1)))[0];
        }
    }

    private static double rms(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(sum / a.length);
    }
}
