/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Judges what a build made and writes the verdicts for CI systems. */
public final class Check {
    private final ReportContent content;
    private final Path root;

    /**
     * @param content what the build made
     * @param root folder of the artifacts, {@code target/dse}
     */
    public Check(ReportContent content, Path root) {
        this.content = content;
        this.root = root;
    }

    /**
     * Judges.
     *
     * @param baseline folder of the committed baseline, which need not exist where no rule needs it
     * @param junit where the JUnit XML report goes
     * @return how many figures, numbers and rules were judged
     * @throws DseException with every violation
     */
    public int run(Gate.Rules rules, Path baseline, Path junit) {
        Snapshot now = now();
        // a folder, so nothing stays open
        Optional<Snapshot> then = Files.isDirectory(baseline) ? Optional.of(Snapshot.read(baseline)) : Optional.empty();
        return run(new Gate(now, then), rules, junit);
    }

    /**
     * Judges by all rules but those that compare with the baseline, which {@code dse:baseline} writes anew later in the same
     * build: what it replaces, or that there is none yet, must not keep it from being written.
     *
     * @throws DseException with every violation
     */
    public int runBeforeBaseline(Gate.Rules rules, Path junit) {
        return run(Gate.beforeBaseline(now()), rules, junit);
    }

    private Snapshot now() {
        if (content.figures().isEmpty() && content.evaluations().isEmpty()) {
            throw new DseException(Place.of(root.toString()), "holds nothing to check", Suggestions.nothingMade());
        }
        return Snapshot.of(content, root);
    }

    private int run(Gate gate, Gate.Rules rules, Path junit) {
        List<Verdict> verdicts = gate.judge(rules, content.warnings());
        AtomicFile.write(junit, JUnitXml.of(verdicts));
        List<Problem> violations = verdicts.stream()
                .filter(Verdict::violation)
                .map(verdict -> Problem.at(Place.of(verdict.kind() + " " + verdict.name()), verdict.message()))
                .toList();
        if (!violations.isEmpty()) {
            throw new DseException(violations);
        }
        return verdicts.size();
    }
}
