/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import com.google.protobuf.ByteString;
import io.github.dsemaven.perplexity.checkpoint.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * SiLU(gate) * x in float16: by QuickGelu and Mul, and by GatedRMSNorm with different sizes of the group whose mean it
 * takes. Run with CUDA_LAUNCH_BLOCKING=1: {@code gates ROWS WIDTH GROUP...}. Also prints the largest difference to double
 * arithmetic.
 */
final class GateBench {
    private GateBench() {}

    static void run(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        int width = Integer.parseInt(arguments[1]);
        var graph = GraphProto.newBuilder().setName("gates");
        graph.addInput(info("x", width)).addInput(info("g", width));
        for (int i = 2; i < arguments.length; i++) {
            int group = Integer.parseInt(arguments[i]);
            String weights = "w" + group;
            ByteBuffer bytes = ByteBuffer.allocate(2 * group).order(ByteOrder.LITTLE_ENDIAN);
            for (int j = 0; j < group; j++) {
                bytes.putShort(Half.fromFloat(32768));
            }
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(weights)
                    .setDataType(TensorProto.DataType.FLOAT16.getNumber())
                    .addDims(group)
                    .setRawData(ByteString.copyFrom(bytes.flip())));
            graph.addNode(node("GatedRMSNorm", "epsilon", 0x1p30f, "y" + group, "x", weights, "g"));
            graph.addOutput(info("y" + group, width));
        }
        graph.addNode(node("QuickGelu", "alpha", 1, "a", "g"));
        graph.addNode(NodeProto.newBuilder().setOpType("Mul").setName("m").addInput("x").addInput("a").addOutput("y"));
        graph.addOutput(info("y", width));
        byte[] model = ModelProto.newBuilder()
                .setIrVersion(10)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(23))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
                .setGraph(graph)
                .build()
                .toByteArray();
        OrtEnvironment environment = EngineEnvironment.get();
        Path prefix = Files.createTempDirectory("gates").resolve("p");
        float[] x = new float[rows * width];
        float[] g = new float[rows * width];
        try (var options = new OrtSession.SessionOptions();
                var cuda = new OrtCUDAProviderOptions(0)) {
            options.addCUDA(cuda);
            options.enableProfiling(prefix.toString());
            try (OrtSession session = environment.createSession(model, options);
                    OnnxTensor xs = halves(environment, x, rows, width, 1);
                    OnnxTensor gs = halves(environment, g, rows, width, 2)) {
                for (int call = 0; call < 6; call++) {
                    try (OrtSession.Result result = session.run(Map.of("x", xs, "g", gs))) {
                        if (call == 0) {
                            for (var entry : result) {
                                ByteBuffer values = ((OnnxTensor) entry.getValue()).getByteBuffer();
                                System.out.println(entry.getKey() + " largest difference " + difference(values, x, g));
                            }
                        }
                    }
                }
                CudaBench.table(Path.of(session.endProfiling()), 6, true);
            }
        }
    }

    private static double difference(ByteBuffer values, float[] x, float[] g) {
        double largest = 0;
        for (int i = 0; i < x.length; i += 97) {
            double expected = x[i] * (g[i] / (1 + Math.exp(-g[i])));
            double actual = Half.toFloat(values.getShort(2 * i));
            largest = Math.max(largest, Math.abs(actual - expected) / Math.max(1e-2, Math.abs(expected)));
        }
        return largest;
    }

    private static OnnxTensor halves(OrtEnvironment environment, float[] values, int rows, int width, int seed)
            throws Exception {
        var random = new Random(seed);
        ByteBuffer bytes = ByteBuffer.allocateDirect(2 * rows * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = Half.round(6 * random.nextFloat() - 3);
            bytes.putShort(Half.fromFloat(values[i]));
        }
        return OnnxTensor.createTensor(environment, bytes.flip(), new long[] {rows, width}, OnnxJavaType.FLOAT16);
    }

    private static NodeProto node(String operator, String attribute, float value, String output, String... inputs) {
        var node = NodeProto.newBuilder()
                .setDomain("com.microsoft")
                .setOpType(operator)
                .setName(output)
                .addOutput(output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName(attribute)
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(value));
        for (String input : inputs) {
            node.addInput(input);
        }
        return node.build();
    }

    private static ValueInfoProto info(String name, int width) {
        var shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT16.getNumber())
                                .setShape(shape)))
                .build();
    }
}
