/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.List;

/**
 * What readers have to know about the data before they read figures.
 *
 * @param warnings sentences
 */
record WarningSection(List<String> warnings) {
    void write(Html page) {
        if (warnings.isEmpty()) {
            return;
        }
        page.open("section", "id", "warnings", "class", "warnings", "aria-labelledby", "warnings-title")
                .line();
        page.element("h2", "Warnings about the data", "id", "warnings-title")
                .line()
                .open("ul")
                .line();
        warnings.forEach(warning -> page.element("li", warning).line());
        page.end("ul").end("section");
    }
}
