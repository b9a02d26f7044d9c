/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.apache.maven.settings.Mirror;
import org.junit.jupiter.api.Test;

class HubMirrorTest {
    @Test
    void aMirrorOfMavensRepositoriesIsNoneOfTheHub() {
        assertThat(HubMirror.of(List.of(mirror("*"), mirror("central"), mirror("external:*,!huggingface"))))
                .isEmpty();
    }

    @Test
    void theMirrorNamesTheHub() {
        assertThat(HubMirror.of(List.of(mirror("*"), mirror("central, huggingface"))))
                .contains(URI.create("https://mirror.example/hub"));
    }

    private static Mirror mirror(String of) {
        var mirror = new Mirror();
        mirror.setMirrorOf(of);
        mirror.setUrl("https://mirror.example/hub");
        return mirror;
    }
}
