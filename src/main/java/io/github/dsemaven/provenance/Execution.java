/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

/**
 * Which execution of a goal runs. One that the POM binds makes the same files in every build, and what it no longer makes
 * goes; a run from the command line stands for itself, and what it made stays while its inputs are there.
 *
 * @param id Maven's execution id, such as {@code default} or {@code default-cli}
 * @param commandLine whether the POM does not bind it
 */
public record Execution(String id, boolean commandLine) {
    /** One that the POM binds. */
    public static Execution ofPom(String id) {
        return new Execution(id, false);
    }

    /** One that only the command line names. */
    public static Execution ofCommandLine(String id) {
        return new Execution(id, true);
    }
}
