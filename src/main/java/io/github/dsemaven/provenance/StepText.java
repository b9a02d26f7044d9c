/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.provenance.FileDigests.Remembered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A {@link StepRecord} as lines of tab-separated fields. Not JSON: deciding that nothing has to be done must not load a
 * JSON library, which takes longer (30 ms in a fresh JVM) than all of the rest.
 */
final class StepText {
    static final String VERSION = "dse-step/2";

    private StepText() {}

    static String text(StepRecord step) {
        var lines = new ArrayList<String>();
        lines.add(VERSION);
        lines.add(line(
                "step", step.key().goal(), step.key().execution(), step.key().run()));
        for (FileDigest input : step.inputs()) {
            lines.add(line("input", input.name(), input.sha256(), Long.toString(input.size())));
        }
        step.parameters().forEach((name, value) -> lines.add(line("parameter", name, value)));
        step.versions().forEach((name, value) -> lines.add(line("version", name, value)));
        step.platform().forEach((name, value) -> lines.add(line("platform", name, value)));
        for (StepRecord.Output output : step.outputs()) {
            lines.add(line("output", output));
        }
        for (StepRecord.Quantity number : step.numbers()) {
            lines.add(line("number", number.from(), number.name(), number.value()));
        }
        step.warnings().forEach(warning -> lines.add(line("warning", warning)));
        return String.join("\n", lines) + "\n";
    }

    /** Reads it back; empty for anything that this version did not write as a whole. */
    static Optional<StepRecord> record(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(VERSION)) {
            return Optional.empty();
        }
        var inputs = new ArrayList<FileDigest>();
        var outputs = new ArrayList<StepRecord.Output>();
        var numbers = new ArrayList<StepRecord.Quantity>();
        var warnings = new ArrayList<String>();
        var maps = Map.<String, Map<String, String>>of(
                "parameter",
                new LinkedHashMap<>(),
                "version",
                new LinkedHashMap<>(),
                "platform",
                new LinkedHashMap<>());
        var key = new ArrayList<StepKey>();
        try {
            for (String line : lines.subList(1, lines.size())) {
                List<String> f = fields(line);
                switch (f.get(0)) {
                    case "step" -> key.add(new StepKey(f.get(1), f.get(2), f.get(3)));
                    case "input" -> inputs.add(new FileDigest(f.get(1), f.get(2), Long.parseLong(f.get(3))));
                    case "output" -> outputs.add(output(f));
                    case "number" -> numbers.add(new StepRecord.Quantity(f.get(1), f.get(2), f.subList(3, f.size())));
                    case "warning" -> warnings.add(f.get(1));
                    default -> {
                        if (maps.containsKey(f.get(0))) {
                            maps.get(f.get(0)).put(f.get(1), f.get(2));
                        }
                    }
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return key.stream()
                .findFirst()
                .map(found -> new StepRecord(
                        found,
                        inputs,
                        maps.get("parameter"),
                        maps.get("version"),
                        maps.get("platform"),
                        outputs,
                        numbers,
                        warnings));
    }

    static String line(String kind, StepRecord.Output output) {
        return line(kind, output.from(), output.name(), output.sha256(), Long.toString(output.size()));
    }

    /** An output from the fields of its line. */
    static StepRecord.Output output(List<String> fields) {
        return new StepRecord.Output(
                fields.get(1), digest(fields.get(2)), Long.parseLong(fields.get(3)), fields.subList(4, fields.size()));
    }

    static String text(Remembered known) {
        FileStamp stamp = known.stamp();
        return known.sha256() + " " + known.time() + " " + stamp.size() + " " + stamp.modified() + " " + stamp.changed()
                + " " + stamp.identity();
    }

    static Optional<Remembered> remembered(String text) {
        String[] f = text.split(" ", -1);
        if (f.length != 6) {
            return Optional.empty();
        }
        try {
            long[] n = Arrays.stream(f, 1, 6).mapToLong(Long::parseLong).toArray();
            return Optional.of(new Remembered(new FileStamp(n[1], n[2], n[3], n[4]), digest(f[0]), n[0]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A digest names a file of the cache, so nothing else may stand there. */
    private static String digest(String sha256) {
        if (!Sha256.isDigest(sha256)) {
            throw new IllegalArgumentException("no digest");
        }
        return sha256;
    }

    static String line(String kind, String... fields) {
        return kind + "\t" + Arrays.stream(fields).map(StepText::escape).collect(Collectors.joining("\t"));
    }

    private static String line(String kind, List<String> rest, String... fields) {
        String tail = rest.stream().map(field -> "\t" + escape(field)).collect(Collectors.joining());
        return line(kind, fields) + tail;
    }

    static List<String> fields(String line) {
        return Arrays.stream(line.split("\t", -1)).map(StepText::unescape).toList();
    }

    private static String escape(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        var text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                char escaped = field.charAt(++i);
                text.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
