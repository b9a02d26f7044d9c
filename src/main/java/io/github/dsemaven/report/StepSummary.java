/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file that {@code $GITHUB_STEP_SUMMARY} names, to which every tool of a CI step appends.
 *
 * @param file its name, as the variable has it; the file need not exist
 */
public record StepSummary(String file) {
    private static final int WHOLE = 1 << 20;
    private static final int MARGIN = 4096;
    private static final int LEAST = 300;

    /**
     * Appends a report, as much as fits beside what is there.
     *
     * @return why nothing was appended; a container may inherit the variable without the folder, so nothing fails for it
     */
    public Optional<String> append(ReportContent content) {
        try {
            Path path = Path.of(file);
            long there = Files.exists(path) ? Files.size(path) : 0;
            int room = (int) Math.min(MarkdownSummary.LIMIT, WHOLE - MARGIN - there);
            if (room < LEAST) {
                return Optional.of("No room is left in $GITHUB_STEP_SUMMARY");
            }
            byte[] text = MarkdownSummary.of(content, room).getBytes(StandardCharsets.UTF_8);
            Files.write(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.of("Nothing was appended to $GITHUB_STEP_SUMMARY: " + file + " can't be written ("
                    + Reason.of(e) + ")");
        }
    }
}
