/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.util.List;
import java.util.Map;

/** Qwen 2 and 3 with experts: in most layers a mixture, in Qwen 2 beside an expert that every token uses. */
final class QwenMoeArchitecture extends LlamaArchitecture {
    @Override
    Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        return blocks.configuration().attention().headNorm()
                ? Projections.rmsNormedHeads(blocks, attention, layer, normed)
                : super.attend(blocks, attention, layer, normed);
    }

    @Override
    Value feedForward(Blocks blocks, Layer layer, Value normed) {
        if (layer.configuration().dense()) {
            return super.feedForward(blocks, layer, normed);
        }
        ModelConfiguration.FeedForward sizes = blocks.configuration().feedForward();
        var experts = new MixtureOfExperts(blocks, List.of("gate_proj", "up_proj", "down_proj"));
        Value routed = experts.route(normed, layer.output().count(), layer.name("mlp"));
        if (sizes.sharedSize() == 0) {
            return routed;
        }
        Value shared = FeedForward.gated(blocks, normed, layer.name("mlp.shared_expert"), sizes.sharedSize());
        int hidden = blocks.configuration().hiddenSize();
        Value gate =
                blocks.linear(normed, layer.name("mlp.shared_expert_gate"), ModuleKind.EXPERT_GATE, 1, hidden, false);
        Value share = blocks.graph().node("Sigmoid", List.of(gate), Map.of());
        return blocks.add(routed, blocks.multiply(shared, share));
    }
}
