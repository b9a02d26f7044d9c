/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.quantization.Int8Weight;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graph of LLM.int8's product against its steps in plain Java. */
class Int8ProductTest {
    private static final int ROWS = 5;
    private static final int OUT = 7;

    /** 2500 inputs sum to more than a float holds exactly; the scales of activations decide whether there are outliers. */
    @ParameterizedTest
    @CsvSource({
        "64, 1.0, false",
        "64, 2.5, false",
        "2500, 1.0, false",
        "2500, 1.8, false",
        "64, 0.0, false",
        "64, 1.0, true",
        "64, 2.5, true",
        "2500, 1.0, true",
        "2500, 1.8, true",
        "64, 0.0, true"
    })
    void everyRoundingHappens(int in, float scale, boolean byInput) throws OrtException {
        // Given
        var random = new Random(in);
        float[] x = new float[ROWS * in];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian() * scale;
        }
        float[] codes = new float[OUT * in];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = random.nextInt(255) - 127;
        }
        float[] scales = {0.5f, 0.1f, 3, 0.01f, 1, 0.7f, 0.2f};
        float[] bias = {1, -2, 0, 0.5f, 3, 0, 0};

        // When
        var graph = new GraphBuilder();
        var blocks = new Blocks(graph, null, null, GraphSettings.cpu(), ROWS);
        Value input = graph.input("x", Types.FLOAT, 1, ROWS, in);
        Value weights = byInput
                ? graph.node(
                        "Cast",
                        List.of(graph.table(DType.F32, List.of("codes"), () -> turned(codes, in), in, OUT)),
                        Map.of("to", Types.UINT8))
                : graph.node(
                        "Cast",
                        List.of(graph.table(DType.F32, List.of("codes"), () -> codes, OUT, in)),
                        Map.of("to", Types.INT8));
        Value product = new Int8Product(blocks)
                .multiply(
                        input,
                        new Parameters.Linear.Int8(
                                weights,
                                byInput
                                        ? graph.table(DType.F32, List.of("scales"), () -> scales, OUT)
                                        : graph.table(DType.F32, List.of("scales"), () -> scales, OUT, 1),
                                graph.table(DType.F32, List.of("factors"), () -> Int8Weight.factors(scales), OUT),
                                byInput),
                        OUT,
                        in,
                        graph.table(DType.F32, List.of("bias"), () -> bias, OUT));
        graph.output("y", product, Types.FLOAT, 1, ROWS, OUT);
        float[] actual = new float[ROWS * OUT];
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        try (var options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(graph.build(), options);
                OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {1, ROWS, in});
                OrtSession.Result result = session.run(Map.of("x", tensor))) {
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(actual);
        }

        // Then: equal to the last bit of half precision but where float sums of half products round differently
        float[] expected = multiply(x, codes, scales, bias, in);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(Math.ulp(expected[i]) * (1 << 13));
        }
    }

    private static float[] turned(float[] codes, int in) {
        float[] turned = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            turned[i % in * OUT + i / in] = codes[i] + 128;
        }
        return turned;
    }

    private static float[] multiply(float[] x, float[] codes, float[] scales, float[] bias, int in) {
        boolean[] outlier = new boolean[in];
        float[] a = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            a[i] = Half.round(x[i]);
            outlier[i % in] |= Math.abs(a[i]) >= 6;
        }
        float[] y = new float[ROWS * OUT];
        for (int row = 0; row < ROWS; row++) {
            float largest = 0;
            for (int c = 0; c < in; c++) {
                float magnitude = Math.abs(a[row * in + c]);
                largest = magnitude < 6 ? Math.max(largest, magnitude) : largest;
            }
            for (int o = 0; o < OUT; o++) {
                long sum = 0;
                double rest = 0;
                for (int c = 0; c < in; c++) {
                    float value = a[row * in + c];
                    if (outlier[c]) {
                        rest += (double) value * Half.round(codes[o * in + c] * scales[o] / 127);
                    } else if (largest > 0) {
                        sum += (long) Math.rint(value * (127 / largest)) * (long) codes[o * in + c];
                    }
                }
                float inner = (float) sum * largest * (scales[o] * 6.200012e-05f) + bias[o];
                y[row * OUT + o] = Half.round((float) (Half.round(inner) + rest));
            }
        }
        return y;
    }
}
