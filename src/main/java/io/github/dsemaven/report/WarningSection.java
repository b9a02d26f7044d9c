/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.List;

/**
 * What readers have to know about the data before they read figures.
 *
 * @param warnings sentences
 */
record WarningSection(List<String> warnings) {
    /** More than this many would push the report itself off the screen. */
    private static final int OPEN = 6;

    void write(Html page) {
        if (warnings.isEmpty()) {
            return;
        }
        page.open("section", "id", "warnings", "class", "warnings", "aria-labelledby", "warnings-title")
                .line();
        page.element("h2", "Warnings about the data", "id", "warnings-title").line();
        list(page, warnings.subList(0, Math.min(OPEN, warnings.size())));
        if (warnings.size() > OPEN) {
            page.open("details").element("summary", (warnings.size() - OPEN) + " more");
            list(page, warnings.subList(OPEN, warnings.size()));
            page.end("details");
        }
        page.end("section");
    }

    private static void list(Html page, List<String> some) {
        page.open("ul").line();
        some.forEach(warning -> page.element("li", warning).line());
        page.end("ul");
    }
}
