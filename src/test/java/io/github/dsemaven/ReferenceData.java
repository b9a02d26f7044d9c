/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The reference data that may not be copied into the project. Its place comes from {@code -Ddse.reference=FOLDER}:
 * without it the tests that need it are skipped, with it a missing file is a failure.
 */
public final class ReferenceData {
    private ReferenceData() {}

    /** A file or folder of the reference data. */
    public static Path path(String relative) {
        String root = System.getProperty("dse.reference", "");
        Assumptions.assumeFalse(
                root.isBlank(), "skipped: give -Ddse.reference=FOLDER to compare with the reference data");
        Path path = Path.of(root).toAbsolutePath().normalize().resolve(relative);
        Assertions.assertTrue(Files.exists(path), () -> path + " is missing from the reference data");
        return path;
    }
}
