/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenLogTest {
    private static final GoalNames SHORT = new GoalNames("dse");

    @TempDir
    Path repository;

    private final Told told = new Told();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private boolean quiet;

    @BeforeEach
    void files() throws IOException {
        for (String module : List.of("a", "b")) {
            Files.createDirectories(repository.resolve(module).resolve("dse"));
            Files.writeString(repository.resolve(module).resolve("dse/x.csv"), "");
        }
        Files.writeString(repository.resolve("shared.csv"), "");
    }

    private MavenLog log(String module) {
        var maven = new SystemStreamLog() {
            @Override
            public void warn(CharSequence content) {
                if (!quiet) {
                    warnings.add(content.toString());
                }
            }

            @Override
            public boolean isWarnEnabled() {
                return !quiet;
            }
        };
        Path base = repository.resolve(module);
        var annotations = new Annotations(
                told, Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", repository.toString()), base, commands::add);
        return new MavenLog(maven, told, base, module + ": ", SHORT, annotations);
    }

    @Test
    void aWarningOfSeveralGoalsOfAProjectIsToldOnce() {
        log("a").warn("dse/x.csv: 3 empty cells");
        log("a").warn("dse/x.csv: 3 empty cells");

        assertThat(warnings).containsExactly("a: dse/x.csv: 3 empty cells");
        assertThat(commands).containsExactly("::warning file=a/dse/x.csv::dse/x.csv: 3 empty cells");
    }

    @Test
    void filesOfOneNameInTwoModulesAreTwoAndAFileOfBothIsOne() {
        log("a").warn("dse/x.csv: 3 empty cells");
        log("b").warn("dse/x.csv: 3 empty cells");
        log("a").warn("../shared.csv: 1 empty cell");
        log("b").warn("../a/../shared.csv: 1 empty cell");

        assertThat(warnings)
                .containsExactly(
                        "a: dse/x.csv: 3 empty cells", "b: dse/x.csv: 3 empty cells", "a: ../shared.csv: 1 empty cell");
    }

    @Test
    void aWarningOfTheMachineIsToldOnceForAllModulesAndAnnotatesNoFile() {
        log("a").warnOfMachine("device auto runs on the CPU: no card");
        log("b").warnOfMachine("device auto runs on the CPU: no card");

        assertThat(warnings).containsExactly("device auto runs on the CPU: no card");
        assertThat(commands).isEmpty();
    }

    @Test
    void aQuietBuildAnnotatesNothing() {
        quiet = true;

        log("a").warn("dse/x.csv: 3 empty cells");

        assertThat(commands).isEmpty();
    }

    @Test
    void aWarningIsOneLineWhateverTheDataHolds() {
        log("a").warn("model \"x\n::error::y\": is odd");

        assertThat(warnings).containsExactly("a: model \"x\\u000a::error::y\": is odd");
    }
}
