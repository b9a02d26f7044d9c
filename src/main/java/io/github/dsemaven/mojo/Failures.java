/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** What went wrong in the parts of a goal that does several things: all of them are done, then it fails once. */
final class Failures {
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<MojoFailureException> others = new ArrayList<>();

    /** A part of a goal. */
    @FunctionalInterface
    interface Part {
        void run() throws MojoExecutionException, MojoFailureException;
    }

    /** Does a part, and keeps in mind what the user can mend. Faults of ours or of the machine end the goal at once. */
    void during(Part part) throws MojoExecutionException {
        try {
            part.run();
        } catch (DseException e) {
            problems.addAll(e.problems());
        } catch (DseFailure e) {
            problems.addAll(e.problems());
        } catch (MojoFailureException e) {
            others.add(e);
        }
    }

    /**
     * Fails if anything went wrong.
     *
     * @throws DseException with each problem once, whatever parts met it
     */
    void end() throws MojoFailureException {
        if (!problems.isEmpty()) {
            throw new DseException(List.copyOf(problems));
        }
        if (!others.isEmpty()) {
            throw others.get(0);
        }
    }

    /** One problem as it is, several as a list. */
    static String message(List<Problem> problems) {
        return Problems.text(problems);
    }

    /** Problems whose files are named from a folder, where they lie in it. */
    static List<Problem> from(Path base, List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Problem(from(base, problem.place()), problem.message(), problem.suggestion()))
                .toList();
    }

    private static Place from(Path base, Place place) {
        try {
            Path file = Path.of(place.subject());
            return file.isAbsolute() && file.startsWith(base) && !file.equals(base)
                    ? new Place(base.relativize(file).toString().replace('\\', '/'), place.line(), place.column())
                    : place;
        } catch (InvalidPathException e) {
            return place;
        }
    }
}
