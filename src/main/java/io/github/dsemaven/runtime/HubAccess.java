/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.hub.AccessToken;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.hub.HubSettings.Downloads;
import io.github.dsemaven.hub.ProxyRoute;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * How the Hugging Face hub is reached from a build: as the environment of the hub's own tools says, through Maven's proxies, with
 * the password of {@code settings.xml}'s server {@code huggingface} as the token where there is no other, and not at all under
 * {@code -o}.
 */
public final class HubAccess {
    /** Id of the server, and of the mirror, in {@code settings.xml}. */
    public static final String ID = "huggingface";

    private static final List<String> DOWNLOADS = List.of("auto", "never");

    private HubAccess() {}

    /**
     * The settings.
     *
     * @param downloads {@code auto} or {@code never}
     * @param mirror address of the mirror of {@code huggingface} in {@code settings.xml}
     * @throws DseException when one of them, or of the environment, is wrong
     */
    public static HubSettings of(
            RepositorySystemSession session,
            String downloads,
            Optional<URI> mirror,
            Map<String, String> environment,
            Path home) {
        if (!DOWNLOADS.contains(downloads)) {
            throw new DseException(
                    Place.of("<downloads>"),
                    "\"" + downloads + "\" is not one of the choices",
                    Suggestions.validValues(downloads, DOWNLOADS));
        }
        HubSettings settings = HubSettings.of(environment, home);
        if (mirror.isPresent() && environment.getOrDefault("HF_ENDPOINT", "").isBlank()) {
            settings = settings.withEndpoint(mirror.get());
        }
        if (downloads.equals("never")) {
            settings = settings.withDownloads(Downloads.NEVER);
        } else if (session.isOffline()) {
            settings = settings.withDownloads(Downloads.MAVEN_OFFLINE);
        }
        return settings.orToken(token(session, settings.endpoint())).withProxy(uri -> route(session, uri));
    }

    /** The password of the server, as Maven deciphered it. */
    private static Optional<AccessToken> token(RepositorySystemSession session, URI endpoint) {
        return Optional.ofNullable(session.getAuthenticationSelector())
                .map(selector -> selector.getAuthentication(repository(endpoint).build()))
                .flatMap(login -> secret(session, endpoint, login))
                .map(secret -> new AccessToken(secret, "server " + ID + " of settings.xml"));
    }

    private static Optional<String> secret(RepositorySystemSession session, URI endpoint, Authentication login) {
        RemoteRepository hub = repository(endpoint).setAuthentication(login).build();
        try (AuthenticationContext context = AuthenticationContext.forRepository(session, hub)) {
            return Optional.ofNullable(context.get(AuthenticationContext.PASSWORD))
                    .filter(secret -> !secret.isBlank());
        }
    }

    private static ProxyRoute route(RepositorySystemSession session, URI uri) {
        RemoteRepository host = repository(uri).build();
        Proxy proxy = session.getProxySelector() == null
                ? null
                : session.getProxySelector().getProxy(host);
        if (proxy == null) {
            return ProxyRoute.DIRECT;
        }
        RemoteRepository through = repository(uri).setProxy(proxy).build();
        try (AuthenticationContext context = AuthenticationContext.forProxy(session, through)) {
            String user = context == null ? null : context.get(AuthenticationContext.USERNAME);
            String password = context == null ? null : context.get(AuthenticationContext.PASSWORD);
            Optional<PasswordAuthentication> login = user == null || password == null
                    ? Optional.empty()
                    : Optional.of(new PasswordAuthentication(user, password.toCharArray()));
            return ProxyRoute.through(proxy.getHost(), proxy.getPort(), login);
        }
    }

    private static RemoteRepository.Builder repository(URI uri) {
        return new RemoteRepository.Builder(ID, "default", uri.getScheme() + "://" + uri.getRawAuthority());
    }
}
