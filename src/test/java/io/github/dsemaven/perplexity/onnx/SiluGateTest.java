/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ONNX Runtime's CPU has no GatedRMSNorm, so its definition is computed here with the constants of the graph. */
class SiluGateTest {
    private static final int WIDTH = 96;

    @ParameterizedTest
    @CsvSource({"F16, 1", "F16, 300", "F16, 0.001", "BF16, 1", "BF16, 30000", "F32, 1", "F32, 1e6"})
    void theNormChangesNothingButTheProduct(DType dtype, float magnitude) throws Exception {
        var graph = new GraphBuilder();
        Value x = graph.input("x", Types.of(dtype), 1, WIDTH);
        Value gate = graph.input("gate", Types.of(dtype), 1, WIDTH);
        graph.output("y", SiluGate.multiply(graph, dtype, gate, x, WIDTH), Types.of(dtype), 1, WIDTH);
        ModelProto model = ModelProto.parseFrom(graph.build());
        NodeProto node = model.getGraph().getNode(0);
        float epsilon = node.getAttribute(0).getF();
        float weight = weight(model.getGraph().getInitializer(0), dtype);
        assertThat(node.getInputList()).containsExactly("x", node.getInput(1), "gate");

        var random = new Random(3);
        float[] values = new float[WIDTH];
        double squares = 0;
        for (int i = 0; i < WIDTH; i++) {
            values[i] = magnitude * (float) random.nextGaussian();
            squares += (double) values[i] * values[i];
        }
        float inverse = (float) (1 / Math.sqrt((float) (squares / WIDTH) + epsilon));

        double halfUlp = dtype == DType.F16 ? 0x1p-12 : dtype == DType.BF16 ? 0x1p-9 : 0x1p-22;
        for (float value : values) {
            float scaled = value * inverse * weight;
            assertThat(Math.abs(scaled / value - 1)).isLessThan((float) halfUlp);
        }
    }

    private static float weight(TensorProto tensor, DType dtype) {
        ByteBuffer bytes = ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        return switch (dtype) {
            case F16 -> Half.toFloat(bytes.getShort());
            case BF16 -> BFloat16.toFloat(bytes.getShort());
            default -> bytes.getFloat();
        };
    }
}
