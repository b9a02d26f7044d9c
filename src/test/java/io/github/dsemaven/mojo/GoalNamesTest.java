/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class GoalNamesTest {
    private static final String ADVICE = "Run mvn dse:baseline, or dse:report; see dse/a.csv and dse:nothing";
    private final DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    private final Build build = new Build();

    private String advice() {
        var plugin = new PluginDescriptor();
        plugin.setGroupId("io.github.dsemaven");
        plugin.setArtifactId("dse-maven-plugin");
        plugin.setVersion("1.2");
        var model = new Model();
        model.setBuild(build);
        MavenSession session = mock(MavenSession.class);
        when(session.getRequest()).thenReturn(request);
        when(session.getTopLevelProject()).thenReturn(new MavenProject(model));
        return GoalNames.of(session, plugin).in(ADVICE);
    }

    private static Plugin ours() {
        var plugin = new Plugin();
        plugin.setGroupId("io.github.dsemaven");
        plugin.setArtifactId("dse-maven-plugin");
        return plugin;
    }

    @Test
    void whereThePomNamesThePluginThePrefixIsEnough() {
        build.addPlugin(ours());

        assertThat(advice()).isEqualTo(ADVICE);
    }

    @Test
    void whereThePomManagesThePluginThePrefixIsEnough() {
        build.setPluginManagement(new PluginManagement());
        build.getPluginManagement().addPlugin(ours());

        assertThat(advice()).isEqualTo(ADVICE);
    }

    @Test
    void whereTheSettingsNameItsGroupThePrefixIsEnough() {
        request.setPluginGroups(List.of("io.github.dsemaven"));

        assertThat(advice()).isEqualTo(ADVICE);
    }

    @Test
    void elsewhereTheWholeCoordinateIsGiven() {
        assertThat(advice())
                .isEqualTo("Run mvn io.github.dsemaven:dse-maven-plugin:1.2:baseline, or "
                        + "io.github.dsemaven:dse-maven-plugin:1.2:report; see dse/a.csv and dse:nothing");
    }
}
