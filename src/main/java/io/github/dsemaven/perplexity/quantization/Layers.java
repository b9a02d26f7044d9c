/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The sets of modules that frameworks quantize. */
final class Layers {
    /** MLC: every linear layer, experts, head and embeddings; not the router, and no other gate of experts. */
    static final Set<ModuleKind> MLC =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(ModuleKind.ROUTER, ModuleKind.EXPERT_GATE, ModuleKind.OTHER)));

    /** MLC without embedding and head ({@code q4f16_2}). */
    static final Set<ModuleKind> MLC_INNER = Set.of(ModuleKind.LINEAR, ModuleKind.CONV1D, ModuleKind.EXPERT);

    /** PyTorch's {@code nn.Linear}: GPT-2's Conv1D is none, and in transformers 5 neither are experts and router. */
    static final Set<ModuleKind> NN_LINEAR = Set.of(ModuleKind.LINEAR, ModuleKind.EXPERT_GATE, ModuleKind.HEAD);

    /** What transformers replaces for bitsandbytes: {@code nn.Linear} and Conv1D, but never the head or what is tied to it. */
    static final Set<ModuleKind> BITSANDBYTES = Set.of(ModuleKind.LINEAR, ModuleKind.EXPERT_GATE, ModuleKind.CONV1D);

    private Layers() {}

    /** {@code linear layers, head; not embedding} in words for a log. */
    static String describe(Set<ModuleKind> kinds, boolean tiedEmbedding) {
        List<String> touched = new ArrayList<>();
        List<String> left = new ArrayList<>();
        sort(kinds.contains(ModuleKind.LINEAR), "linear layers", touched, left);
        sort(kinds.contains(ModuleKind.CONV1D), "Conv1D", touched, left);
        sort(kinds.contains(ModuleKind.EXPERT), "experts", touched, left);
        sort(kinds.contains(ModuleKind.ROUTER), "router", touched, left);
        sort(kinds.contains(ModuleKind.HEAD), "head", touched, left);
        String embedding = tiedEmbedding ? "embedding (where the head is tied to it)" : "embedding";
        sort(kinds.contains(ModuleKind.EMBEDDING) || tiedEmbedding, embedding, touched, left);
        String text = "quantized: " + String.join(", ", touched);
        return left.isEmpty() ? text : text + "; not: " + String.join(", ", left);
    }

    private static void sort(boolean included, String word, List<String> touched, List<String> left) {
        (included ? touched : left).add(word);
    }
}
