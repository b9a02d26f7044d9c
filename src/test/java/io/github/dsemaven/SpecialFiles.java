/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Files that are none: named pipes. */
public final class SpecialFiles {
    private SpecialFiles() {}

    /** A named pipe that nobody writes to; the test is skipped where there are none. */
    public static Path pipe(Path path) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "needs mkfifo");
        try {
            Process process = new ProcessBuilder("/usr/bin/mkfifo", path.toString())
                    .inheritIO()
                    .start();
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("mkfifo failed");
            }
            return path;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
