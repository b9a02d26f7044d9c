/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForkEnvironmentTest {
    @Test
    void whatTheForkNeedsPassesAndNoSecretDoes() {
        Map<String, String> all = new TreeMap<>(Map.of(
                "PATH", "/bin", "HOME", "/home/a", "LC_ALL", "C", "CUDA_VISIBLE_DEVICES", "1", "XDG_CACHE_HOME", "/c"));
        Map<String, String> secrets = Map.of(
                "HF_TOKEN",
                "1",
                "GITHUB_TOKEN",
                "2",
                "JAVA_TOOL_OPTIONS",
                "-Dpassword=3",
                "MAVEN_OPTS",
                "4",
                "path",
                "5");
        all.putAll(secrets);

        Map<String, String> passed = ForkEnvironment.of(all, "Linux");

        assertThat(passed)
                .containsOnlyKeys(
                        "PATH",
                        "HOME",
                        "LC_ALL",
                        "CUDA_VISIBLE_DEVICES",
                        "XDG_CACHE_HOME",
                        "ORT_DISABLE_TELEMETRY",
                        "OPT_OUT_TRACKING")
                .containsEntry("PATH", "/bin")
                .containsEntry("ORT_DISABLE_TELEMETRY", "1");
    }

    @Test
    void onWindowsNamesAreTheSameInAnyCase() {
        assertThat(ForkEnvironment.of(Map.of("Path", "C:\\", "SystemRoot", "C:\\Windows", "TEMP", "T"), "Windows 11"))
                .containsKeys("Path", "SystemRoot", "TEMP");
        assertThat(ForkEnvironment.of(Map.of("SystemRoot", "x"), "Linux")).doesNotContainKey("SystemRoot");
    }

    /** Nobody may turn it on again by a variable of his own. */
    @Test
    void telemetryStaysOff() {
        assertThat(ForkEnvironment.of(Map.of("ORT_DISABLE_TELEMETRY", "0"), "Linux"))
                .containsEntry("ORT_DISABLE_TELEMETRY", "1");
    }
}
