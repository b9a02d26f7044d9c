/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that {@code $GITHUB_STEP_SUMMARY} names, to which every tool of a CI step appends.
 *
 * @param file the file, which need not exist
 */
public record StepSummary(Path file) {
    private static final int WHOLE = 1 << 20;
    private static final int MARGIN = 4096;
    private static final int LEAST = 300;

    /**
     * Appends a report, as much as fits beside what is there.
     *
     * @return whether there was room for anything
     */
    public boolean append(ReportContent content) {
        try {
            long there = Files.exists(file) ? Files.size(file) : 0;
            int room = (int) Math.min(MarkdownSummary.LIMIT, WHOLE - MARGIN - there);
            if (room < LEAST) {
                return false;
            }
            byte[] text = MarkdownSummary.of(content, room).getBytes(StandardCharsets.UTF_8);
            Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return true;
        } catch (IOException e) {
            throw new DseException(Place.of(file.toString()), "can't be written (" + e + ")", Suggestions.writable());
        }
    }
}
