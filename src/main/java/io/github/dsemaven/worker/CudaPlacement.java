/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes sure that the GPU does the work. ONNX Runtime runs a node that the GPU has no kernel for on the CPU, which costs a
 * multiple of the time and says nothing; here that is an error which names the operators.
 */
final class CudaPlacement {
    /** Runs a session once. */
    interface FirstCall {
        void run(OrtSession session) throws OrtException;
    }

    /** Operators on shapes, which belong on the CPU. */
    private static final Set<String> HARMLESS = Set.of("Shape", "Size");

    private final CudaSessions sessions;

    CudaPlacement(CudaSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * A session of which every node runs on the GPU.
     *
     * @param firstCall runs the session once where that has to be looked at more closely
     * @throws DseException naming the operators that would run on the CPU
     */
    OrtSession create(ModelGraph graph, FirstCall firstCall) throws OrtException {
        try {
            return sessions.create(graph);
        } catch (OrtException e) {
            if (!e.getMessage().contains("fallback to CPU EP has been explicitly disabled")) {
                throw e;
            }
            return explain(graph, firstCall);
        }
    }

    private OrtSession explain(ModelGraph graph, FirstCall firstCall) throws OrtException {
        try {
            Path folder = Files.createTempDirectory("dse-placement");
            OrtSession session = sessions.createProfiled(graph, folder.resolve("profile"));
            try {
                firstCall.run(session);
            } catch (OrtException e) {
                session.close();
                throw e;
            }
            Path profile = Path.of(session.endProfiling());
            TreeMap<String, Integer> misplaced = onCpu(Files.readString(profile));
            Files.delete(profile);
            Files.delete(folder);
            if (!misplaced.isEmpty()) {
                session.close();
                throw new DseException(
                        Place.of("device cuda"),
                        "these operators would run on the CPU (with how many nodes): " + misplaced,
                        Suggestions.operatorsOfTheGpu());
            }
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Operators that ran on the CPU, arithmetic on shapes aside, with the number of nodes. */
    static TreeMap<String, Integer> onCpu(String profile) {
        var counts = new TreeMap<String, Integer>();
        for (JsonElement event : JsonParser.parseString(profile).getAsJsonArray()) {
            JsonObject fields = event.getAsJsonObject();
            if (!fields.has("cat") || !fields.get("cat").getAsString().equals("Node") || !fields.has("args")) {
                continue;
            }
            JsonObject details = fields.getAsJsonObject("args");
            boolean kernel = fields.get("name").getAsString().endsWith("_kernel_time");
            if (kernel
                    && details.has("provider")
                    && details.get("provider").getAsString().equals("CPUExecutionProvider")
                    && !HARMLESS.contains(details.get("op_name").getAsString())) {
                counts.merge(details.get("op_name").getAsString(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
