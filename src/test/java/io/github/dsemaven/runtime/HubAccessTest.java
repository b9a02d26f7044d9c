/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.hub.HubSettings.Downloads;
import io.github.dsemaven.hub.ProxyRoute;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.junit.jupiter.api.Test;

class HubAccessTest {
    private static final Path HOME = Path.of("/home/nobody");

    @SuppressWarnings("deprecation")
    private final DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();

    @Test
    void mavenOfflineAndNeverMeanNoRequest() {
        assertThat(settings("auto", Map.of()).downloads()).isEqualTo(Downloads.ALLOWED);
        assertThat(settings("never", Map.of()).downloads()).isEqualTo(Downloads.NEVER);
        assertThat(settings("auto", Map.of("HF_HUB_OFFLINE", "yes")).downloads())
                .isEqualTo(Downloads.HUB_OFFLINE);
        session.setOffline(true);
        assertThat(settings("auto", Map.of()).downloads()).isEqualTo(Downloads.MAVEN_OFFLINE);
        assertThatThrownBy(() -> settings("nevr", Map.of()))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("Did you mean \"never\"?");
    }

    @Test
    void thePasswordOfTheServerIsTheTokenWhereThereIsNoOther() {
        // Given
        session.setAuthenticationSelector(new DefaultAuthenticationSelector()
                .add(
                        HubAccess.ID,
                        new AuthenticationBuilder()
                                .addUsername("x")
                                .addPassword("hf_server")
                                .build()));

        // Then
        assertThat(settings("auto", Map.of()).token())
                .map(Object::toString)
                .contains("token of server huggingface of settings.xml");
        assertThat(settings("auto", Map.of("HF_TOKEN", "hf_own")).token())
                .map(Object::toString)
                .contains("token of HF_TOKEN");
    }

    @Test
    void mavensProxyIsTaken() {
        // Given
        session.setProxySelector(new DefaultProxySelector()
                .add(
                        new Proxy(
                                "https",
                                "proxy.example",
                                3128,
                                new AuthenticationBuilder()
                                        .addUsername("u")
                                        .addPassword("secret")
                                        .build()),
                        "*.inside.example"));

        // When
        HubSettings settings = settings("auto", Map.of());
        ProxyRoute outside = settings.proxy().apply(URI.create("https://cdn.example/file"));

        // Then
        assertThat(((InetSocketAddress) outside.proxy().address()).getHostString())
                .isEqualTo("proxy.example");
        assertThat(outside.login().orElseThrow().getUserName()).isEqualTo("u");
        assertThat(outside.toString()).doesNotContain("secret");
        assertThat(settings.proxy().apply(URI.create("https://hub.inside.example")))
                .isEqualTo(ProxyRoute.DIRECT);
    }

    @Test
    void theMirrorReplacesThePublicHubButNotAnEndpointOfTheEnvironment() {
        // Given
        Optional<URI> mirror = Optional.of(URI.create("https://mirror.example/hub/"));

        // Then
        assertThat(HubAccess.of(session, "auto", mirror, Map.of(), HOME).endpoint())
                .isEqualTo(URI.create("https://mirror.example/hub"));
        assertThat(HubAccess.of(session, "auto", mirror, Map.of("HF_ENDPOINT", "https://own.example"), HOME)
                        .endpoint())
                .isEqualTo(URI.create("https://own.example"));
    }

    private HubSettings settings(String downloads, Map<String, String> environment) {
        return HubAccess.of(session, downloads, Optional.empty(), environment, HOME);
    }
}
