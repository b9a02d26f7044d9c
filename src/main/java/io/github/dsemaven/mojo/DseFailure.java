/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Problem;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/** A goal's failure with its problems, so that a goal that called it can tell them with its own. */
final class DseFailure extends MojoFailureException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param message what Maven shows
     */
    DseFailure(String message, List<Problem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
