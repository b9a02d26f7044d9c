/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The figure of what total memory is made of: parameters, KV cache, temporary buffers. */
public final class MemoryBreakdown {
    private static final String NAME = "memory_breakdown";

    private MemoryBreakdown() {}

    /**
     * Memory of one model at one context window.
     *
     * @param tag model tag
     * @param context context window in tokens
     * @param parameters of the weights, in the source's MB of 2^20 bytes
     * @param kvCache of the KV cache
     * @param temporary of temporary buffers
     */
    public record Part(String tag, long context, double parameters, double kvCache, double temporary) {}

    /**
     * The figure, where there is anything to draw.
     *
     * @param parts at one design point; of several of one model and context the first counts
     * @param inputs names of the files
     */
    public static Optional<Stack> of(List<Part> parts, List<String> inputs, Map<String, String> models) {
        Map<String, Map<Long, Part>> byTag = new LinkedHashMap<>();
        parts.forEach(part ->
                byTag.computeIfAbsent(part.tag(), tag -> new TreeMap<>()).putIfAbsent(part.context(), part));
        if (byTag.isEmpty()) {
            return Optional.empty();
        }
        ModelNames names = ModelNames.of(List.copyOf(byTag.keySet()), models);
        var groups = new ArrayList<Stack.Group>();
        byTag.forEach((tag, contexts) -> groups.add(new Stack.Group(
                tag,
                names.labels().getOrDefault(tag, tag),
                contexts.values().stream().map(MemoryBreakdown::bar).toList())));
        return Optional.of(new Stack(
                NAME,
                "What memory is used for",
                "batch 1, no sliding window, no attention sink",
                inputs,
                "GPU memory (GiB)",
                "GiB",
                1 / 1024.0,
                List.of("parameters", "KV cache", "temporary"),
                groups,
                List.of(
                        "Each bar is the first measurement at the smallest prefill chunk.",
                        "The number above it is the sum of the three parts.")));
    }

    private static Stack.Bar bar(Part part) {
        return new Stack.Bar(
                Long.toString(part.context()),
                Labels.level(Columns.CONTEXT_WINDOW, part.context()).label(),
                List.of(part.parameters(), part.kvCache(), part.temporary()));
    }
}
