/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.List;

/**
 * A figure with everything beside it.
 *
 * @param id its fragment identifier, unlike any other figure's
 * @param part where in a report it stands
 * @param data the numbers drawn
 * @param svg the picture; the empty string where it was not drawn as SVG
 * @param files its files relative to the report, such as {@code figures/a.svg}, {@code figures/data/a.csv}
 */
public record ReportFigure(String id, Part part, FigureData data, String svg, List<String> files) {
    public ReportFigure {
        files = List.copyOf(files);
    }

    /** What identifies it in a project: folder and base name, such as {@code figures/throughput_decode_vs_batch}. */
    public String path() {
        String dataFile = files.get(files.size() - 1);
        String folder = dataFile.substring(0, Math.max(0, dataFile.lastIndexOf("data/")));
        return folder + data.name();
    }
}
