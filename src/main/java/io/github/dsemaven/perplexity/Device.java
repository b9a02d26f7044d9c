/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the work is asked to run.
 *
 * @param kind the sort of device
 * @param index number of the device among its kind, 0 unless given
 * @param text as the user wrote it, lower case: {@code cuda:1}
 */
public record Device(Kind kind, int index, String text) {
    /** {@link #VULKAN} is accepted because the source script does: it falls back to CUDA or the CPU with a warning. */
    public enum Kind {
        CPU,
        CUDA,
        AUTO,
        VULKAN
    }

    private static final Pattern FORM = Pattern.compile("(cpu|auto|cuda|vulkan)|(cuda|vulkan):(\\d{1,4})");

    /** CUDA where there is one, else the CPU. */
    public static Device auto() {
        return new Device(Kind.AUTO, 0, "auto");
    }

    /**
     * @throws DseException for an unknown device: lists the valid ones
     */
    public static Device parse(Place place, String text) {
        String key = text.strip().toLowerCase(Locale.ROOT);
        Matcher form = FORM.matcher(key);
        if (!form.matches()) {
            throw new DseException(
                    place,
                    "unknown device \"" + text.strip() + "\"",
                    Suggestions.validValues(text, List.of("cpu", "cuda", "cuda:1", "auto", "vulkan:0")));
        }
        String kind = form.group(1) == null ? form.group(2) : form.group(1);
        int index = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        return new Device(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), index, key);
    }

    /**
     * Several devices that share the work, separated by commas: cards, each once, or as many workers on the CPU.
     *
     * @throws DseException where one is unknown, or they are no such group
     */
    static List<Device> parseAll(Place place, String text) {
        List<Device> devices = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            devices.add(parse(place, one));
        }
        Kind kind = devices.get(0).kind();
        boolean cards = kind == Kind.CUDA
                && devices.stream().map(Device::index).distinct().count() == devices.size();
        if (devices.stream().anyMatch(device -> device.kind() != kind) || !cards && kind != Kind.CPU) {
            throw new DseException(
                    place, "\"" + text.strip() + "\" can't share an evaluation", Suggestions.severalDevices());
        }
        return List.copyOf(devices);
    }
}
