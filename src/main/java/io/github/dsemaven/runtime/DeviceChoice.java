/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.Device;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Where evaluations really run, given what the user asked for and what the machine has. Each warning is given once. */
public final class DeviceChoice {
    private final Supplier<NvidiaDriver> detection;
    private final Log log;
    private final Set<String> warned = new HashSet<>();
    private NvidiaDriver driver;

    /**
     * @param detection asked at most once, and not at all where everything runs on the CPU
     */
    public DeviceChoice(Supplier<NvidiaDriver> detection, Log log) {
        this.detection = detection;
        this.log = log;
    }

    /**
     * {@code cpu} or {@code cuda:N} for each.
     *
     * @throws DseException for {@code cuda} without a usable driver
     */
    public List<String> of(List<Device> asked, Place place) {
        return asked.stream().map(device -> of(device, place)).toList();
    }

    /**
     * {@code cpu} or {@code cuda:N}.
     *
     * @param place where the device was asked for
     * @throws DseException for {@code cuda} without a usable driver
     */
    public String of(Device asked, Place place) {
        return switch (asked.kind()) {
            case CPU -> "cpu";
            case CUDA -> {
                if (!driver().usable()) {
                    throw new DseException(
                            place,
                            "CUDA can't be used: " + driver().missing().orElseThrow(),
                            Suggestions.cudaMissing());
                }
                yield "cuda:" + asked.index();
            }
            case AUTO -> {
                if (driver().usable()) {
                    yield "cuda:0";
                }
                warn("device auto runs on the CPU: " + driver().missing().orElseThrow());
                yield "cpu";
            }
            case VULKAN -> {
                String instead = driver().usable() ? "cuda:" + asked.index() : "cpu";
                warn("device " + asked.text() + " is not supported by ONNX Runtime: runs on " + instead);
                yield instead;
            }
        };
    }

    private NvidiaDriver driver() {
        if (driver == null) {
            driver = detection.get();
        }
        return driver;
    }

    private void warn(String text) {
        if (warned.add(text)) {
            log.warn(text);
        }
    }
}
