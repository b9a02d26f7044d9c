/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationsTest {
    @TempDir
    Path repository;

    private Path base;
    private final List<String> out = new ArrayList<>();

    @BeforeEach
    void aProjectInAFolderOfTheRepository() throws IOException {
        base = Files.createDirectories(repository.resolve("paper/dse")).getParent();
        Files.writeString(base.resolve("dse/a, b: 100%.csv"), "");
        Files.writeString(base.resolve("pom.xml"), "");
    }

    private Annotations on(Map<String, String> environment) {
        return new Annotations(new Told(), environment, base, out::add);
    }

    private Annotations onGitHub() {
        return on(Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", repository.toString()));
    }

    private void errors(Problem... problems) {
        onGitHub().errors(List.of(problems), UnaryOperator.identity());
    }

    @Test
    void namesAreEscapedAsPropertiesAndMessagesAsData() {
        errors(Problem.at(Place.cell("dse/a, b: 100%.csv", 7, "x"), "\"50 %, or: so\" is not a number"));

        assertThat(out)
                .containsExactly("::error file=paper/dse/a%2C b%3A 100%25.csv,line=7::"
                        + "dse/a, b: 100%25.csv:7, column x: \"50 %25, or: so\" is not a number");
    }

    @Test
    void aSettingIsOfThePomAndWhatIsNoFileOfTheRepositoryIsOfNone() {
        errors(
                Problem.at(Place.of("<formats>"), "unknown"),
                Problem.at(Place.of("models/none"), "does not exist"),
                Problem.at(Place.of("/usr"), "is elsewhere"));

        assertThat(out)
                .containsExactly(
                        "::error file=paper/pom.xml::<formats>: unknown",
                        "::error::models/none: does not exist",
                        "::error::/usr: is elsewhere");
    }

    @Test
    void noMoreAreWrittenThanGitHubShowsAndTheLastSaysSo() {
        errors(IntStream.range(0, 25)
                .mapToObj(i -> Problem.at(Place.of("<formats>"), "unknown " + i))
                .toArray(Problem[]::new));

        assertThat(out).hasSize(Annotations.MOST).endsWith("::error::and 16 more problems: see the log");
    }

    @Test
    void warningsOfABuildAreBoundedTogether() {
        Annotations annotations = onGitHub();
        IntStream.range(0, 25).forEach(i -> annotations.warning(Place.of(""), "warning " + i));

        assertThat(out).hasSize(Annotations.MOST);
    }

    @Test
    void nothingIsWrittenElsewhere() {
        on(Map.of()).warning(Place.of("pom.xml"), "odd");
        on(Map.of("GITHUB_ACTIONS", "false")).warning(Place.of("pom.xml"), "odd");

        assertThat(out).isEmpty();
    }
}
