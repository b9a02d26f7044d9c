/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Problem;
import java.io.File;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class TrueOrFalseTest {
    private static final Map<String, Object> PROPERTIES =
            Map.of("${dse.skip}", "1", "${dse.cache}", "TRUE", "${on}", true);

    @Test
    void anotherWordIsNamedWhereverItComesFrom() throws Exception {
        assertThat(new TrueOrFalse(new Lookup())
                        .problems(execution("<strict>yes</strict><skip default-value=\"false\">${dse.skip}</skip>")))
                .extracting(Problem::toString)
                .containsExactly(
                        "<strict>: \"yes\" is neither true nor false. Valid values: true, false",
                        "dse.skip: \"1\" is neither true nor false. Valid values: true, false");
    }

    @Test
    void bothWordsNoWordAndOtherTypesAreLeftAlone() throws Exception {
        for (String given : new String[] {
            "<strict>false</strict><cache>${dse.cache}</cache><filter>yes</filter>",
            "<strict/><cache default-value=\"true\">${dse.unset}</cache>",
            "<strict>${on}</strict><skip>${fails}</skip>"
        }) {
            assertThat(new TrueOrFalse(new Lookup()).problems(execution(given))).isEmpty();
        }
        assertThat(new TrueOrFalse(new Lookup()).problems(new MojoExecution(goal())))
                .isEmpty();
    }

    private static MojoExecution execution(String configuration) throws Exception {
        var execution = new MojoExecution(goal());
        execution.setConfiguration(
                Xpp3DomBuilder.build(new StringReader("<configuration>" + configuration + "</configuration>")));
        return execution;
    }

    private static MojoDescriptor goal() throws Exception {
        var goal = new MojoDescriptor();
        for (String name : new String[] {"strict", "skip", "cache", "filter"}) {
            var parameter = new Parameter();
            parameter.setName(name);
            parameter.setType("filter".equals(name) ? "java.lang.String" : "boolean");
            goal.addParameter(parameter);
        }
        return goal;
    }

    /** What Maven evaluates expressions with. */
    private static final class Lookup implements ExpressionEvaluator {
        @Override
        public Object evaluate(String expression) throws ExpressionEvaluationException {
            if ("${fails}".equals(expression)) {
                throw new ExpressionEvaluationException(expression);
            }
            return expression.startsWith("$")
                    ? Optional.ofNullable(PROPERTIES.get(expression)).orElse(null)
                    : expression;
        }

        @Override
        public File alignToBaseDirectory(File file) {
            return file;
        }
    }
}
