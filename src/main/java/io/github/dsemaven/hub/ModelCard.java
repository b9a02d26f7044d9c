/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of a model's {@code README.md}: YAML between two lines of three hyphens. */
public final class ModelCard {
    private static final int LONGEST = 1 << 20;
    private static final Pattern KEY = Pattern.compile("base_model:\\s*(.*)");
    private static final Pattern ITEM = Pattern.compile("\\s*-\\s+(\\S.*)");

    private ModelCard() {}

    /** The one model that {@code base_model} names; empty where it names none, several, or something that is no name. */
    public static Optional<String> baseModel(Path readme) {
        List<String> lines;
        try {
            if (Files.size(readme) > LONGEST) {
                return Optional.empty();
            }
            lines = new String(Files.readAllBytes(readme), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return Optional.empty();
        }
        if (lines.isEmpty() || !lines.get(0).strip().equals("---")) {
            return Optional.empty();
        }
        for (int i = 1; i < lines.size() && !lines.get(i).strip().equals("---"); i++) {
            Matcher key = KEY.matcher(lines.get(i));
            if (key.matches()) {
                return name(key.group(1).isBlank() ? only(lines, i + 1) : key.group(1));
            }
        }
        return Optional.empty();
    }

    /** The item of a list of one. */
    private static String only(List<String> lines, int from) {
        Matcher first = ITEM.matcher(from < lines.size() ? lines.get(from) : "");
        boolean second =
                from + 1 < lines.size() && ITEM.matcher(lines.get(from + 1)).matches();
        return first.matches() && !second ? first.group(1) : "";
    }

    private static Optional<String> name(String written) {
        String text = written.strip().replaceAll("^[\"'](.*)[\"']$", "$1");
        return text.contains("/")
                ? RepositoryId.parse(RepositoryId.Kind.MODEL, text).map(RepositoryId::name)
                : Optional.empty();
    }
}
