/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** What went wrong in the parts of a goal that does several things: all of them are done, then it fails once. */
final class Failures {
    private final List<String> messages = new ArrayList<>();

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
            messages.add(message(e.problems()));
        } catch (MojoFailureException e) {
            messages.add(e.getMessage());
        }
    }

    /** Fails if anything went wrong. */
    void end() throws MojoFailureException {
        if (!messages.isEmpty()) {
            throw new MojoFailureException(String.join(System.lineSeparator(), messages));
        }
    }

    /** One problem as it is, several as a list. */
    static String message(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.get(0).toString();
        }
        var text = new StringBuilder().append(problems.size()).append(" problems:");
        for (Problem problem : problems) {
            text.append(System.lineSeparator()).append("  ").append(problem);
        }
        return text.toString();
    }
}
