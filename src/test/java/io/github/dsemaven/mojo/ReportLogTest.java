/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Log;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportLogTest {
    private final List<String> told = new ArrayList<>();
    private final ReportLog log = new ReportLog(new Log() {
        @Override
        public void info(String message) {
            told.add("i " + message);
        }

        @Override
        public void warn(String message) {
            told.add("w " + message);
        }

        @Override
        public void debug(String message) {}
    });

    @Test
    void whatIsNormalIsOneLineBelowTheOthers() {
        log.warn("a.csv: all lines are identical in 1 of 1 panel of x (up to 3 lines)");
        log.info("3 figures");
        log.warn("a.csv: 2 empty cells");
        log.warn("a.csv, b.csv: all lines are identical in 2 of 4 panels of y (up to 2 lines)");
        log.end();

        assertThat(told)
                .containsExactly(
                        "i 3 figures",
                        "w a.csv: 2 empty cells",
                        "w all lines are identical in 1 of 1 panel of x (up to 3 lines);"
                                + " in 2 of 4 panels of y (up to 2 lines)");
    }

    @Test
    void whatTwoGoalsLackIsSaidOnce() {
        log.info("Nothing to draw: no x in dse");
        log.info("Nothing to draw: no x in dse");
        log.info("1 figure");
        log.info("1 figure");

        assertThat(told).containsExactly("i Nothing to draw: no x in dse", "i 1 figure", "i 1 figure");
    }
}
