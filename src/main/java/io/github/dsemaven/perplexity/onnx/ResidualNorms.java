/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one operator of a residual addition and the root-mean-square norm of its sum: memory is read and written once where
 * it was twice. ONNX Runtime does this by itself for layer norms only.
 */
final class ResidualNorms {
    private static final String NORM = "SimplifiedLayerNormalization";

    private ResidualNorms() {}

    /**
     * @param nodes in topological order
     * @param weights names that are no activations: an addition of one of them is a bias
     */
    static List<NodeProto> fuse(List<NodeProto> nodes, Set<String> weights) {
        Map<String, NodeProto> sums = new HashMap<>();
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("Add") && node.getInputList().stream().noneMatch(weights::contains)) {
                sums.put(node.getOutput(0), node);
            }
        }
        Map<String, NodeProto> normOf = new HashMap<>();
        for (NodeProto node : nodes) {
            // A weight that is computed, such as Gemma's, may come after the sum.
            if (node.getOpType().equals(NORM)
                    && weights.contains(node.getInput(1))
                    && sums.containsKey(node.getInput(0))) {
                normOf.putIfAbsent(node.getInput(0), node);
            }
        }
        Set<String> fused = new HashSet<>();
        List<NodeProto> result = new ArrayList<>();
        for (NodeProto node : nodes) {
            boolean sum = sums.containsKey(node.getOutput(0)) && sums.get(node.getOutput(0)) == node;
            NodeProto norm = sum ? normOf.get(node.getOutput(0)) : null;
            if (norm != null) {
                fused.add(norm.getOutput(0));
                result.add(fuse(node, norm));
            } else if (!(node.getOpType().equals(NORM) && fused.contains(node.getOutput(0)))) {
                result.add(node);
            }
        }
        return result;
    }

    private static NodeProto fuse(NodeProto sum, NodeProto norm) {
        var node = NodeProto.newBuilder()
                .setDomain("com.microsoft")
                .setOpType("SkipSimplifiedLayerNormalization")
                .setName(norm.getName())
                .addAllInput(sum.getInputList())
                .addInput(norm.getInput(1))
                .addOutput(norm.getOutput(0))
                .addOutput("")
                .addOutput("")
                .addOutput(sum.getOutput(0));
        norm.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("epsilon"))
                .forEach(node::addAttribute);
        return node.build();
    }
}
