/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTest {
    @TempDir
    Path folder;

    @Test
    void whatIsAskedForArrives() throws IOException {
        var first = new EvaluationSettings("<evaluation>[1]", Map.of("hfModel", "a \"model\"", "lowMemory", "true"));
        Request request = new Request(
                folder,
                folder.resolve("results"),
                folder.resolve("caches"),
                3,
                Map.of("onnxruntime", "ab"),
                Map.of("parquet", "ef"),
                Map.of("build", "cd"),
                List.of(
                        new Task(2, List.of("cpu"), "cached/model", List.of("cached/a", "cached/b"), first),
                        new Task(0, List.of("cuda:0", "cuda:1"), first),
                        new Task(1, "cpu", new EvaluationSettings("", Map.of()))));

        request.write(folder.resolve("request.json"));

        assertThat(Request.read(folder.resolve("request.json"))).isEqualTo(request);
    }

    @Test
    void aTaskNamesItsDevices() {
        Task task = new Task(0, List.of("cuda:0", "cuda:1"), new EvaluationSettings("", Map.of()));

        assertThat(task.deviceLabel()).isEqualTo("cuda:0+cuda:1");
        assertThat(task.cuda()).isTrue();
        assertThat(new Task(0, "cpu", task.settings()).cuda()).isFalse();
    }
}
