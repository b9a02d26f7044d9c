/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Problem;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class OverriddenPropertiesTest {
    private static final List<String> NAMES = List.of("hfModel", "quantization", "formats", "evaluations");

    private final Properties given = new Properties();

    @Test
    void whatThePomSetsToSomethingElseIsNamed() throws Exception {
        // Given
        given.setProperty("dse.hfModel", "other/model");
        given.setProperty("dse.formats", "pdf");
        // When
        List<String> problems = problems("<hfModel>models/tiny</hfModel><formats><f>svg</f><f>png</f></formats>");
        // Then
        assertThat(problems)
                .containsExactly(
                        "-Ddse.hfModel: has no effect on eval-ppl: the POM sets <hfModel> to \"models/tiny\"."
                                + " In Maven the POM wins: change <hfModel> there, or take it out",
                        "-Ddse.formats: has no effect on eval-ppl: the POM sets <formats> to \"svg,png\"."
                                + " In Maven the POM wins: change <formats> there, or take it out");
    }

    @Test
    void whatEveryEvaluationSetsForItselfIsNamed() throws Exception {
        // Given
        given.setProperty("dse.quantization", "4bit");
        // When
        List<String> problems = problems("<quantization>${dse.quantization}</quantization><evaluations>"
                + "<e><quantization>fp16</quantization></e><e><quantization>8bit</quantization></e></evaluations>");
        // Then
        assertThat(problems)
                .containsExactly(
                        "-Ddse.quantization: has no effect on eval-ppl: each of the <evaluations> in the POM has a"
                                + " <quantization> of its own. In Maven the POM wins: change <quantization> there, or take it out");
    }

    @Test
    void propertiesThatCountOrSayTheSameAreLeftAlone() throws Exception {
        given.setProperty("dse.hfModel", "models/tiny");
        given.setProperty("dse.quantization", "4bit");
        given.setProperty("dse.formats", "svg,pdf");
        for (String configuration : List.of(
                "<hfModel>models/tiny</hfModel><formats><f>svg</f><f>pdf</f></formats>",
                "<hfModel>${dse.hfModel}</hfModel><evaluations/>",
                "<quantization>${dse.quantization}</quantization><evaluations><e><hfModel>models/tiny</hfModel></e>"
                        + "<e><quantization>8bit</quantization></e></evaluations>")) {
            assertThat(problems(configuration)).isEmpty();
        }
        assertThat(new OverriddenProperties(given).problems(new MojoExecution(goal())))
                .isEmpty();
    }

    private List<String> problems(String configuration) throws Exception {
        var execution = new MojoExecution(goal());
        execution.setConfiguration(
                Xpp3DomBuilder.build(new StringReader("<configuration>" + configuration + "</configuration>")));
        return new OverriddenProperties(given)
                .problems(execution).stream().map(Problem::toString).toList();
    }

    private static MojoDescriptor goal() throws Exception {
        var goal = new MojoDescriptor();
        goal.setGoal("eval-ppl");
        for (String name : NAMES) {
            var parameter = new Parameter();
            parameter.setName(name);
            if (!name.equals("evaluations")) {
                parameter.setExpression("${dse." + name + "}");
            }
            goal.addParameter(parameter);
        }
        return goal;
    }
}
