/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Problem;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class UnsetPropertiesTest {
    private final UnsetProperties properties =
            new UnsetProperties(new KnownSettings(Set.of("filter"), Set.of("dse.filter")), "project.version"::equals);

    @Test
    void aPropertyThatIsSetNowhereIsNamedWithItsElement() throws Exception {
        assertThat(problems(
                        "<configuration><filter>${my.fltr}</filter><evaluations><evaluation><hfModel>a/${x}</hfModel>"
                                + "</evaluation></evaluations></configuration>"))
                .extracting(Problem::toString)
                .containsExactly(
                        "<filter>: ${my.fltr} is set nowhere, so it stands for nothing. Set it in <properties>, give"
                                + " -Dmy.fltr=..., or remove the element",
                        "<hfModel>: ${x} is set nowhere, so it stands for nothing. Set it in <properties>, give -Dx=...,"
                                + " or remove the element");
    }

    @Test
    void whatHasAValueOrIsAGoalsOwnIsNoProblem() throws Exception {
        assertThat(problems("<configuration><title>${project.version} ${} $x</title><filter>${dse.filter}</filter>"
                        + "</configuration>"))
                .isEmpty();
        assertThat(properties.problems(Arrays.asList(null, "text"))).isEmpty();
    }

    private List<Problem> problems(String xml) throws Exception {
        return properties.problems(List.of(Xpp3DomBuilder.build(new StringReader(xml))));
    }
}
