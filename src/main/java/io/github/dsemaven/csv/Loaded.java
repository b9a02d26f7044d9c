/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Problem;
import java.util.List;

/**
 * What came of reading several files: the good ones as tables, and every problem of the others.
 *
 * @param tables a table for each file without a problem, in the order the files were given
 * @param problems of all files, in the order of files and lines; empty if all is well
 * @param notices what a user should know of the others
 */
public record Loaded<T>(List<T> tables, List<Problem> problems, List<Notice> notices) {
    public Loaded {
        tables = List.copyOf(tables);
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }

    /**
     * What a user should know of a file that could be read.
     *
     * @param file the file
     * @param message a sentence without a final full stop
     */
    public record Notice(InputFile file, String message) {}
}
