/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuildPathTest {
    @Test
    void whatMavenLeavesUnresolvedWithoutAPomIsLeftOut() {
        assertThat(BuildPath.of(new File("/work/${project.basedir}/target/dse")))
                .isEqualTo(Path.of("/work/target/dse"));
        assertThat(BuildPath.of(new File("/work/target"))).isEqualTo(Path.of("/work/target"));
        assertThat(BuildPath.of(new File("target/dse"))).isEqualTo(Path.of("target/dse"));
    }
}
