/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The user's input is wrong. Carries every problem found, so that all are reported at once; goals turn it into a
 * {@code MojoFailureException} without a stack trace.
 */
public final class DseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one, in the order they are to be reported
     */
    public DseException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a DseException needs a problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** A single problem. */
    public DseException(Problem problem) {
        this(List.of(problem));
    }

    /** A single problem from its parts. */
    public DseException(Place place, String message, String suggestion) {
        this(new Problem(place, message, suggestion));
    }

    /** Every problem, in the order reported. */
    public List<Problem> problems() {
        return problems;
    }
}
