/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.dsemaven.diagnostic.Problem;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {
    private static final String PLUGIN = "io.github.dsemaven:dse-maven-plugin";

    private final UnknownSettings settings = new UnknownSettings(
            new KnownSettings(
                    Set.of("filter", "formats", "quantization", "models"),
                    Set.of("dse.filter", "dse.formats", "dse.quantization", "dse.plot-ppl.skip")),
            PLUGIN);

    @Test
    void elementsThatNoGoalHasAreNamedWithTheNearest() throws Exception {
        MavenProject project = project("<configuration><filtr>a=1</filtr><models/></configuration>"
                + "<executions><execution><id>one</id><configuration><formatss><f>svg</f></formatss>"
                + "</configuration></execution><execution><id>other</id><configuration><wrong/>"
                + "</configuration></execution></executions>");
        assertThat(settings.elements(project, "one"))
                .extracting(Problem::toString)
                .containsExactly(
                        "<filtr>: no goal of this plugin has this parameter. Did you mean \"filter\"?",
                        "<formatss>: no goal of this plugin has this parameter. Did you mean \"formats\"?");
    }

    @Test
    void aProjectWithoutThePluginHasNoElementsOfIt() {
        assertThat(settings.elements(new MavenProject(new Model()), "default-cli"))
                .isEmpty();
    }

    @Test
    void elementsOfTheSiteAreHeldToTheSame() throws Exception {
        MavenProject project =
                new MavenProject(model("<reporting><plugins><plugin><groupId>io.github.dsemaven</groupId>"
                        + "<artifactId>dse-maven-plugin</artifactId><configuration><Filter/></configuration><reportSets>"
                        + "<reportSet><configuration><formatss/></configuration></reportSet></reportSets></plugin></plugins>"
                        + "</reporting>"));
        assertThat(settings.reportElements(project))
                .extracting(problem -> problem.place().toString())
                .containsExactly("<Filter>", "<formatss>");
    }

    @Test
    void propertiesAreNamedWhereverTheyComeFrom() throws Exception {
        MavenSession session = session("");
        session.getUserProperties().setProperty("dse.filtre", "a=1");
        session.getUserProperties().setProperty("dse.loadIn4bit", "true");
        session.getUserProperties().setProperty("dse.filter", "b=1");
        session.getSystemProperties().setProperty("dse.models", "x");
        session.getSystemProperties().setProperty("user.name", "x");
        assertThat(settings.properties(session))
                .extracting(Problem::toString)
                .containsExactly(
                        "-Ddse.filtre: no goal of this plugin has this property. Did you mean \"dse.filter\"?",
                        "-Ddse.loadIn4bit: no goal of this plugin has this property. Set dse.quantization to 4bit",
                        "-Ddse.models: no goal of this plugin has this property. Set <models> in the POM: it has no"
                                + " property");
    }

    @Test
    void propertiesThatAPomUsesAreLeftAlone() throws Exception {
        MavenSession session = session("<properties><dse.declared>1</dse.declared></properties>"
                + "<build><finalName>${dse.version}</finalName></build>"
                + "<profiles><profile><id>p</id><activation><property><name>!dse.fast</name></property></activation>"
                + "<properties><dse.inactive>1</dse.inactive></properties></profile></profiles>");
        for (String name : List.of("dse.version", "dse.declared", "dse.fast", "dse.inactive")) {
            session.getUserProperties().setProperty(name, "1");
        }
        assertThat(settings.properties(session)).isEmpty();
        session.getUserProperties().setProperty("dse.versio", "1");
        assertThat(settings.properties(session)).hasSize(1);
    }

    @Test
    void aSlipAmongThePropertiesOfThePomIsNamedUnlessThePomUsesIt() throws Exception {
        MavenSession session = session("<properties><dse.fliter>a=1</dse.fliter><dse.format>svg</dse.format>"
                + "<dse.something>1</dse.something></properties><build><finalName>${dse.format}</finalName></build>");
        assertThat(settings.unusedPropertiesOfThePom(session, session.getCurrentProject()))
                .extracting(Problem::toString)
                .containsExactly(
                        "<dse.fliter>: no goal of this plugin has this property. Did you mean \"dse.filter\"?");
    }

    @Test
    void everyParameterAndPropertyOfTheDescriptorIsKnown() throws Exception {
        try (var descriptor = Files.newBufferedReader(Path.of("target/classes/META-INF/maven/plugin.xml"))) {
            KnownSettings known = KnownSettings.of(new PluginDescriptorBuilder().build(descriptor));
            assertThat(known.elements()).contains("evaluations", "rules", "csv", "maxRise", "skip", "reportTitle");
            assertThat(known.properties())
                    .contains("dse.csv", "dse.skip", "dse.site-report.skip", "dse.hfModel", "dse.against", "dse.figure")
                    .allMatch(property -> property.startsWith("dse."));
        }
    }

    private static MavenProject project(String plugin) throws Exception {
        return new MavenProject(model("<build><plugins><plugin><groupId>io.github.dsemaven</groupId>"
                + "<artifactId>dse-maven-plugin</artifactId>" + plugin + "</plugin></plugins></build>"));
    }

    private static Model model(String inside) throws Exception {
        return new MavenXpp3Reader().read(new StringReader("<project>" + inside + "</project>"));
    }

    private static MavenSession session(String pom) throws Exception {
        var project = new MavenProject(model(pom));
        project.setOriginalModel(model(pom));
        MavenSession session = mock(MavenSession.class);
        when(session.getUserProperties()).thenReturn(new Properties());
        when(session.getSystemProperties()).thenReturn(new Properties());
        when(session.getCurrentProject()).thenReturn(project);
        when(session.getAllProjects()).thenReturn(List.of(project));
        when(session.getRequest()).thenReturn(new DefaultMavenExecutionRequest());
        return session;
    }
}
