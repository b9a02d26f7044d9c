/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.CsvText;
import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.artifact.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes what moved between two snapshots: {@code diff.json} and {@code diff.csv} with every number, {@code diff.svg}. */
public final class Diff {
    private final Comparison comparison;

    public Diff(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Writes the files.
     *
     * @return their paths
     */
    public List<Path> write(Path folder) {
        Path json = folder.resolve("diff.json");
        Path csv = folder.resolve("diff.csv");
        Path svg = folder.resolve("diff.svg");
        AtomicFile.write(json, json());
        AtomicFile.write(csv, csv());
        AtomicFile.write(svg, new DiffPicture(comparison).svg());
        return List.of(json, csv, svg);
    }

    /** A line for the log, and one for each of the largest changes. */
    public List<String> words(int most) {
        if (comparison.same()) {
            return List.of("Nothing moved: " + comparison.compared() + " numbers are the same");
        }
        var lines = new ArrayList<String>();
        lines.add(comparison.changes().size() + " of "
                + (comparison.compared()
                        + comparison.changes().stream().filter(Diff::onesided).count())
                + " numbers moved; " + comparison.newFigures().size() + " figures are new, "
                + comparison.goneFigures().size() + " are gone");
        comparison.changes().stream()
                .limit(most)
                .forEach(change -> lines.add("  " + change.figure() + ", " + change.point() + ": " + change.words()));
        if (comparison.changes().size() > most) {
            lines.add("  and " + (comparison.changes().size() - most) + " more");
        }
        comparison.newFigures().forEach(figure -> lines.add("  new: " + figure));
        comparison.goneFigures().forEach(figure -> lines.add("  gone: " + figure));
        return List.copyOf(lines);
    }

    private static boolean onesided(Change change) {
        return change.before().isEmpty() || change.after().isEmpty();
    }

    private String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("schema", "dse-diff/1");
        all.put("compared", comparison.compared());
        all.put("new_figures", comparison.newFigures());
        all.put("gone_figures", comparison.goneFigures());
        all.put("changes", comparison.changes().stream().map(Diff::json).toList());
        return Json.pretty(all);
    }

    private static Map<String, Object> json(Change change) {
        var all = new LinkedHashMap<String, Object>();
        all.put("figure", change.figure());
        all.put("point", change.point());
        all.put("before", change.before());
        all.put("after", change.after());
        all.put("relative", Double.isFinite(change.relative()) ? change.relative() : null);
        return all;
    }

    private String csv() {
        var text = new CsvText(List.of("figure", "point", "before", "after", "relative"));
        for (Change change : comparison.changes()) {
            text.row(
                    change.figure(),
                    change.point(),
                    number(change.before()),
                    number(change.after()),
                    Double.isFinite(change.relative()) ? Decimal.of(change.relative()) : "");
        }
        return text.toString();
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Decimal.of(value.getAsDouble()) : "";
    }
}
