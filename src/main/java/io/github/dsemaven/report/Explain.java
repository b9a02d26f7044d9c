/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.provenance.FileDigest;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.StepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says where a figure comes from: the run that drew it, the rows behind each point, the command that makes it again. */
public final class Explain {
    private final Provenance provenance;

    public Explain(Provenance provenance) {
        this.provenance = provenance;
    }

    /**
     * Lines for the log.
     *
     * @param figure base name of the figure's files
     * @throws DseException when no recorded run drew it
     */
    public List<String> words(String figure) {
        Map<String, StepRecord> drawn = new TreeMap<>();
        Map<String, StepRecord.Output> data = new TreeMap<>();
        for (StepRecord step : provenance.recorded()) {
            for (StepRecord.Output output : step.outputs()) {
                if (output.name().matches("(.*/)?data/[^/]+\\.json")) {
                    String name = output.name().replaceAll(".*/data/|\\.json$", "");
                    drawn.putIfAbsent(name, step);
                    data.putIfAbsent(name, output);
                }
            }
        }
        if (!drawn.containsKey(figure)) {
            throw new DseException(
                    Place.of("dse.figure"),
                    figure.isEmpty() ? "names no figure" : "no figure \"" + figure + "\" was drawn",
                    drawn.isEmpty() ? Suggestions.nothingMade() : Suggestions.validValues(figure, drawn.keySet()));
        }
        return words(drawn.get(figure), data.get(figure));
    }

    private List<String> words(StepRecord step, StepRecord.Output data) {
        var explanation = new Explanation(provenance.folders().output(data.name()), step.parameters());
        List<FileDigest> inputs = step.inputs().stream()
                .filter(input -> data.from().isEmpty() || data.from().contains(input.name()))
                .toList();
        var lines = new ArrayList<String>();
        var readable = new ArrayList<Path>();
        for (FileDigest input : inputs) {
            Path file = provenance.folders().project().resolve(input.name()).normalize();
            lines.add("from " + input.name() + ", SHA-256 " + input.sha256() + state(input, file));
            if (Files.isRegularFile(file)) {
                readable.add(file);
            }
        }
        step.versions().forEach((name, version) -> lines.add("by " + name + " " + version));
        lines.addAll(0, explanation.scatter() ? explanation.joined() : explanation.words(explanation.trace(readable)));
        lines.add("again by: mvn dse:" + TradeOffs.goal(step.key()) + "@"
                + step.key().execution());
        return lines;
    }

    private String state(FileDigest input, Path file) {
        try {
            String now = provenance.digests().of(input.name(), file).sha256();
            return now.equals(input.sha256()) ? "" : " (changed since)";
        } catch (IOException e) {
            return " (gone)";
        }
    }
}
