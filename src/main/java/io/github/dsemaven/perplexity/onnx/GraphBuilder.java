/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Puts an ONNX model together node by node. Names are numbered, so the same calls give the same bytes; equal constants are
 * stored once.
 */
final class GraphBuilder {
    /** Opset 23 brings the Attention operator; IR 10 is the newest that it needs. */
    private static final int OPSET = 23;

    private static final int IR_VERSION = 10;
    private static final String MICROSOFT = "com.microsoft";

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("perplexity");
    private final List<NodeProto> early = new ArrayList<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<List<Object>, Value> constants = new HashMap<>();
    private int count;

    /** An input of the model; negative dimensions are free. */
    Value input(String name, int type, long... dimensions) {
        graph.addInput(info(name, type, dimensions));
        return new Value(name);
    }

    /** Declares a value an output of the model under its own name. */
    void output(String name, Value value, int type, long... dimensions) {
        nodes.add(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(name)
                .addInput(value.name())
                .addOutput(name)
                .build());
        graph.addOutput(info(name, type, dimensions));
    }

    /** A node of the ONNX standard with one output. */
    Value node(String operator, List<Value> inputs, Map<String, Object> attributes) {
        return nodes("", operator, 1, inputs, attributes).get(0);
    }

    /** A node of ONNX Runtime's own operators with one output. */
    Value microsoft(String operator, List<Value> inputs, Map<String, Object> attributes) {
        return nodes(MICROSOFT, operator, 1, inputs, attributes).get(0);
    }

    /** A node of ONNX Runtime's own operators with several outputs. */
    List<Value> microsoft(String operator, int outputs, List<Value> inputs, Map<String, Object> attributes) {
        return nodes(MICROSOFT, operator, outputs, inputs, attributes);
    }

    /** A node with several outputs. */
    List<Value> nodes(String operator, int outputs, List<Value> inputs, Map<String, Object> attributes) {
        return nodes("", operator, outputs, inputs, attributes);
    }

    private List<Value> nodes(
            String domain, String operator, int outputs, List<Value> inputs, Map<String, Object> attributes) {
        String name = operator + "_" + count++;
        List<Value> values = IntStream.range(0, outputs)
                .mapToObj(i -> new Value(outputs == 1 ? name : name + "." + i))
                .toList();
        nodes.add(node(domain, operator, name, inputs, values, attributes));
        return values;
    }

    /**
     * A cast of a weight. These come first in the graph: ONNX Runtime then runs each right before the node that needs it, so
     * that only one weight at a time exists in both types (measured: 433 MB instead of 1010 MB on a 168M model).
     */
    Value castWeight(Value weight, int type) {
        Value value = new Value(weight.name() + ".cast");
        early.add(node("", "Cast", value.name(), List.of(weight), List.of(value), Map.of("to", type)));
        return value;
    }

    /** A weight restored from codes, for the same reason among the first nodes. */
    Value restoreWeight(String name, List<Value> inputs, Map<String, Object> attributes) {
        Value value = new Value(name + ".restored");
        early.add(node("", "DequantizeLinear", value.name(), inputs, List.of(value), attributes));
        return value;
    }

    private static NodeProto node(
            String domain,
            String operator,
            String name,
            List<Value> inputs,
            List<Value> outputs,
            Map<String, Object> attributes) {
        var node = NodeProto.newBuilder().setDomain(domain).setOpType(operator).setName(name);
        inputs.forEach(input -> node.addInput(input.name()));
        outputs.forEach(output -> node.addOutput(output.name()));
        attributes.keySet().stream().sorted().forEach(key -> node.addAttribute(attribute(key, attributes.get(key))));
        return node.build();
    }

    private static AttributeProto attribute(String name, Object value) {
        var attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Integer || value instanceof Long) {
            attribute.setType(AttributeType.INT).setI(((Number) value).longValue());
        } else if (value instanceof Float || value instanceof Double) {
            attribute.setType(AttributeType.FLOAT).setF(((Number) value).floatValue());
        } else if (value instanceof String text) {
            attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
        } else if (value instanceof int[] list) {
            attribute.setType(AttributeType.INTS);
            Arrays.stream(list).forEach(attribute::addInts);
        } else {
            throw new IllegalArgumentException(name + ": no attribute for " + value.getClass());
        }
        return attribute.build();
    }

    /** An initializer whose bytes lie in a file (or are handed over later under this name). */
    Value external(String name, int type, long[] shape, String location, long offset, long length) {
        var tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(length)));
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return new Value(name);
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** A list of whole numbers. */
    Value longs(long... values) {
        return constants.computeIfAbsent(
                List.of("longs", Arrays.toString(values)),
                key -> initializer(TensorProto.newBuilder()
                        .setDataType(Types.INT64)
                        .addDims(values.length)
                        .addAllInt64Data(Arrays.stream(values).boxed().toList())));
    }

    /** A whole number without dimensions. */
    Value longScalar(long value) {
        return constants.computeIfAbsent(
                List.of("long", value),
                key -> initializer(
                        TensorProto.newBuilder().setDataType(Types.INT64).addInt64Data(value)));
    }

    /** A byte without sign and dimensions. */
    Value byteScalar(int value) {
        return constants.computeIfAbsent(
                List.of("byte", value),
                key -> initializer(
                        TensorProto.newBuilder().setDataType(Types.UINT8).addInt32Data(value)));
    }

    /** A list of one 32-bit number. */
    Value ints(int value) {
        return constants.computeIfAbsent(
                List.of("int", value),
                key -> initializer(TensorProto.newBuilder()
                        .setDataType(Types.INT32)
                        .addDims(1)
                        .addInt32Data(value)));
    }

    /** A number without dimensions, in the type of the graph. */
    Value scalar(double value, DType dtype) {
        return constants.computeIfAbsent(
                List.of("scalar", value, dtype),
                key -> initializer(TensorProto.newBuilder()
                        .setDataType(Types.of(dtype))
                        .setRawData(Types.raw(dtype, new float[] {(float) value}))));
    }

    /**
     * A table of numbers, made once.
     *
     * @param key what tells it from other tables of its shape
     */
    Value table(DType dtype, List<Object> key, Supplier<float[]> values, long... shape) {
        return constants.computeIfAbsent(List.of("table", dtype, Arrays.toString(shape), key), unknown -> {
            var tensor =
                    TensorProto.newBuilder().setDataType(Types.of(dtype)).setRawData(Types.raw(dtype, values.get()));
            Arrays.stream(shape).forEach(tensor::addDims);
            return initializer(tensor);
        });
    }

    private Value initializer(TensorProto.Builder tensor) {
        String name = "constant_" + count++;
        graph.addInitializer(tensor.setName(name));
        return new Value(name);
    }

    private static ValueInfoProto info(String name, int type, long... dimensions) {
        var shape = TensorShapeProto.newBuilder();
        for (long size : dimensions) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(size < 0 ? dimension.setDimParam("d" + -size) : dimension.setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    /** Joins residual additions with the norms that follow. */
    void fuseResidualNorms() {
        Set<String> weights = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
        early.forEach(cast -> weights.addAll(cast.getOutputList()));
        List<NodeProto> fused = ResidualNorms.fuse(nodes, weights);
        nodes.clear();
        nodes.addAll(fused);
    }

    /** The nodes that an output depends on: what a part of a window computes for nobody is left out. */
    private List<NodeProto> needed() {
        var wanted = new HashSet<String>();
        graph.getOutputList().forEach(output -> wanted.add(output.getName()));
        var needed = new ArrayDeque<NodeProto>();
        for (List<NodeProto> list : List.of(nodes, early)) {
            for (int i = list.size() - 1; i >= 0; i--) {
                NodeProto node = list.get(i);
                if (node.getOutputList().stream().anyMatch(wanted::contains)) {
                    wanted.addAll(node.getInputList());
                    needed.addFirst(node);
                }
            }
        }
        return List.copyOf(needed);
    }

    /** Constants of nodes that were left out make ONNX Runtime warn. */
    private GraphProto onlyNeeded() {
        List<NodeProto> needed = needed();
        var read = new HashSet<String>();
        needed.forEach(node -> read.addAll(node.getInputList()));
        GraphProto.Builder result = graph.clone().clearInitializer().addAllNode(needed);
        graph.getInitializerList().stream()
                .filter(tensor -> read.contains(tensor.getName()))
                .forEach(result::addInitializer);
        return result.build();
    }

    /** The model in the form that ONNX Runtime reads. */
    byte[] build() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("dse-maven-plugin")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1))
                .setGraph(onlyNeeded())
                .build()
                .toByteArray();
    }
}
