/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Problem;
import java.util.List;

/**
 * What came of reading several files: the good ones as tables, and every problem of the others.
 *
 * @param tables a table for each file without a problem, in the order the files were given
 * @param problems of all files, in the order of files and lines; empty if all is well
 */
public record Loaded<T>(List<T> tables, List<Problem> problems) {
    public Loaded {
        tables = List.copyOf(tables);
        problems = List.copyOf(problems);
    }
}
