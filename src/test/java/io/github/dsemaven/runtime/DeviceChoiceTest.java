/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceChoiceTest {
    private static final Place PLACE = Place.of("<device>");
    private static final NvidiaDriver THERE = new NvidiaDriver(Optional.of("570.86"), Optional.empty());
    private static final NvidiaDriver MISSING = new NvidiaDriver(Optional.empty(), Optional.of("no card"));

    @TempDir
    Path root;

    private final List<String> warnings = new ArrayList<>();

    private final Log log = new Log() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
            warnings.add(message);
        }

        @Override
        public void debug(String message) {}
    };

    private DeviceChoice choice(NvidiaDriver driver) {
        return new DeviceChoice(() -> driver, log);
    }

    private static Device device(String text) {
        return Device.parse(PLACE, text);
    }

    @Test
    void withADriverCudaIsUsed() {
        DeviceChoice choice = choice(THERE);

        assertThat(choice.of(device("auto"), PLACE)).isEqualTo("cuda:0");
        assertThat(choice.of(device("cuda:1"), PLACE)).isEqualTo("cuda:1");
        assertThat(choice.of(device("cpu"), PLACE)).isEqualTo("cpu");
        assertThat(warnings).isEmpty();
    }

    @Test
    void withoutOneAutoWarnsOnceWithTheReasonAndCudaFails() {
        DeviceChoice choice = choice(MISSING);

        assertThat(choice.of(device("auto"), PLACE)).isEqualTo("cpu");
        assertThat(choice.of(Device.auto(), PLACE)).isEqualTo("cpu");
        assertThat(warnings).containsExactly("device auto runs on the CPU: no card");
        assertThatThrownBy(() -> choice.of(device("cuda"), PLACE))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("<device>: CUDA can't be used: no card. Install the NVIDIA driver")
                .hasMessageContaining("mvn dse:doctor");
    }

    @Test
    void vulkanFallsBackWithAWarningAsTheSourceDoes() {
        assertThat(choice(THERE).of(device("vulkan:0"), PLACE)).isEqualTo("cuda:0");
        assertThat(choice(MISSING).of(device("vulkan:0"), PLACE)).isEqualTo("cpu");
        assertThat(warnings)
                .containsExactly(
                        "device vulkan:0 is not supported by ONNX Runtime: runs on cuda:0",
                        "device vulkan:0 is not supported by ONNX Runtime: runs on cpu");
    }

    @Test
    void theCpuIsChosenWithoutLookingForADriver() {
        DeviceChoice choice = new DeviceChoice(
                () -> {
                    throw new AssertionError("looked");
                },
                log);

        assertThat(choice.of(device("cpu"), PLACE)).isEqualTo("cpu");
    }

    @Test
    void aDriverIsACardAndALibrary() throws IOException {
        assertThat(NvidiaDriver.detect(root, "", "Linux").missing().orElseThrow())
                .contains("no NVIDIA card is visible");

        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/nvidia0"));
        assertThat(NvidiaDriver.detect(root, "", "Linux").missing().orElseThrow())
                .startsWith("the driver's libcuda.so.1 is in none of");

        Files.createDirectories(root.resolve("usr/lib64"));
        Files.createFile(root.resolve("usr/lib64/libcuda.so.1"));
        Files.createDirectories(root.resolve("proc/driver/nvidia"));
        Files.writeString(
                root.resolve("proc/driver/nvidia/version"),
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.15  Mon Jan 20\nGCC version:  gcc 12.2.0\n");
        NvidiaDriver driver = NvidiaDriver.detect(root, "", "Linux");
        assertThat(driver.usable()).isTrue();
        assertThat(driver.version()).contains("570.86.15");
        assertThat(NvidiaDriver.detect(root, "", "Mac OS X").usable()).isFalse();
    }
}
