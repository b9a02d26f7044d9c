/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.DseException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that determines the numbers of an evaluation, by name: as long as none of it changes, they need not be
 * computed again.
 */
record Cause(Map<String, String> parts) {
    /** Raised when the numbers change for another reason: how they are computed. */
    private static final String FORMAT = "1";

    Cause {
        Map<String, String> sorted = new TreeMap<>(parts);
        sorted.put("format", FORMAT);
        parts = sorted;
    }

    /** Names the numbers. */
    String digest() {
        return Sha256.of(text());
    }

    /** Names of the parts that differ from those of an earlier evaluation under the same title; none where there was none. */
    List<String> differences(Path file, String title) {
        Map<String, String> before = new TreeMap<>();
        SealedFile.read(file, title)
                .ifPresent(text -> text.lines()
                        .filter(line -> line.contains("="))
                        .forEach(line -> {
                            int equals = line.indexOf('=');
                            before.put(line.substring(0, equals), line.substring(equals + 1));
                        }));
        if (before.isEmpty()) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        Map<String, String> all = new TreeMap<>(before);
        all.putAll(parts);
        for (String name : all.keySet()) {
            if (!parts.getOrDefault(name, "").equals(before.getOrDefault(name, ""))) {
                differences.add(name);
            }
        }
        return differences;
    }

    /** Remembers this for {@link #differences}; a file that can't be written is no loss. */
    void write(Path file, String title) {
        try {
            SealedFile.write(file, title, text());
        } catch (DseException e) {
            // The next run will not be able to say why.
        }
    }

    private String text() {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
