/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals as Maven configures them from a POM. */
@MojoTest
@Basedir("/harness")
class PlotMojoTest {
    private static final String POM = "pom.xml";

    @TempDir
    Path output;

    @Test
    @InjectMojo(goal = "plot-memory", pom = POM)
    void parametersOfThePomReachTheFigures(PlotMemoryMojo mojo) throws Exception {
        draw(mojo);
        assertThat(output.resolve("Tiny-q0f16-MLC_mem_total_vs_context.svg"))
                .content()
                .contains("Harness: ", "A tiny model");
        assertThat(output.resolve("Tiny-q0f16-MLC_mem_total_vs_context.png")).doesNotExist();
        assertThat(output.resolve("data/Tiny-q0f16-MLC_mem_kvcache_vs_sliding.json"))
                .isNotEmptyFile();
    }

    @Test
    @InjectMojo(goal = "plot-quant", pom = POM)
    void quantizationsAreCompared(PlotQuantMojo mojo) throws Exception {
        draw(mojo);
        assertThat(output.resolve("kv_cache_quant_compare.svg")).isNotEmptyFile();
        assertThat(output.resolve("kv_cache_quant_compare_total.svg")).isNotEmptyFile();
    }

    @Test
    @InjectMojo(goal = "plot-ppl", pom = POM)
    void theDatasetNamesThePerplexityFigure(PlotPplMojo mojo) throws Exception {
        draw(mojo);
        assertThat(output.resolve("demo_ppl_vs_quant.svg")).isNotEmptyFile();
    }

    @Test
    @InjectMojo(goal = "plot-throughput", pom = POM)
    void aGoalWithoutFilesDrawsNothing(PlotThroughputMojo mojo) throws Exception {
        draw(mojo);
        assertThat(output).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "plot-quant", pom = POM)
    @MojoParameter(name = "skipGoal", value = "true")
    void aSkippedGoalDrawsNothing(PlotQuantMojo mojo) throws Exception {
        draw(mojo);
        assertThat(output).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "plot-memory", pom = POM)
    @MojoParameter(name = "theme", value = "drak")
    @MojoParameter(name = "band", value = "rnage")
    void everyWrongSettingIsNamedInOneFailure(PlotMemoryMojo mojo) {
        assertThatThrownBy(() -> draw(mojo))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("2 problems:")
                .hasMessageContaining("<theme>: unknown theme \"drak\". Did you mean \"dark\"?")
                .hasMessageContaining("<band>: unknown value \"rnage\". Did you mean \"range\"?");
    }

    private void draw(AbstractPlotMojo mojo) throws Exception {
        var field = AbstractPlotMojo.class.getDeclaredField("outputDirectory");
        field.setAccessible(true);
        field.set(mojo, new File(output.toString()));
        mojo.setPluginContext(new HashMap<>());
        // the harness's session is a mock without one
        when(mojo.session().getRepositorySession()).thenReturn(new DefaultRepositorySystemSession());
        mojo.execute();
    }
}
