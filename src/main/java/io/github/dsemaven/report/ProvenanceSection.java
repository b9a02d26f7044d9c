/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.provenance.FileDigest;
import io.github.dsemaven.provenance.StepRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was made from what.
 *
 * @param steps in order
 */
record ProvenanceSection(List<StepRecord> steps) {
    void write(Html page) {
        page.open("section", "id", "provenance", "aria-labelledby", "provenance-title")
                .line();
        page.element("h2", "Provenance", "id", "provenance-title").line();
        page.element(
                        "p",
                        "The same inputs, parameters and versions give the same files. "
                                + "manifest.json beside this page has the same in a form for machines, with the digest of every file.",
                        "class",
                        "lead")
                .line();
        steps.forEach(step -> write(page, step));
        page.end("section");
    }

    private static void write(Html page, StepRecord step) {
        page.open("details", "class", "step").line();
        page.open("summary").element("code", "dse:" + TradeOffs.goal(step.key()));
        page.text(" (" + step.key().execution() + "): " + counted(step.inputs().size(), "input") + ", "
                + counted(step.outputs().size(), "output"));
        page.end("summary");
        page.open("dl").line();
        values(page, "Versions", step.versions());
        values(page, "Parameters", step.parameters());
        page.end("dl");
        if (!step.inputs().isEmpty()) {
            inputs(step).write(page);
        }
        page.end("details");
    }

    private static DataTable inputs(StepRecord step) {
        List<List<String>> rows =
                step.inputs().stream().map(ProvenanceSection::row).toList();
        return new DataTable(
                "Inputs of dse:" + TradeOffs.goal(step.key()) + " ("
                        + step.key().execution() + ")",
                List.of("file", "bytes", "SHA-256"),
                rows);
    }

    private static List<String> row(FileDigest input) {
        return List.of(input.name(), Digits.count(input.size()), input.sha256());
    }

    private static void values(Html page, String title, Map<String, String> values) {
        String text = values.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("\n"));
        if (!text.isEmpty()) {
            page.element("dt", title)
                    .open("dd")
                    .element("pre", text, "tabindex", "0")
                    .end("dd");
        }
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
