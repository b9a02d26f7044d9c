/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the hub is reached.
 *
 * @param endpoint its address, without a final slash
 * @param token sent to the endpoint's host alone; empty for none
 * @param cache where files are found and kept
 * @param downloads whether files may be downloaded, and why not
 * @param proxy the way to an address
 * @param timeout longest wait for a connection, and for the next bytes of one
 * @param firstPause wait before the first retry; doubled before each next one
 */
public record HubSettings(
        URI endpoint,
        Optional<AccessToken> token,
        HubCache cache,
        Downloads downloads,
        Function<URI, ProxyRoute> proxy,
        Duration timeout,
        Duration firstPause) {
    private static final URI PUBLIC = URI.create("https://huggingface.co");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Whether files may be downloaded. */
    public enum Downloads {
        /** What is missing is downloaded. */
        ALLOWED(""),
        /** Maven's {@code -o}. */
        MAVEN_OFFLINE("Maven is offline (-o)"),
        /** {@code HF_HUB_OFFLINE} or {@code TRANSFORMERS_OFFLINE}. */
        HUB_OFFLINE("HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set"),
        /** The setting {@code downloads}. */
        NEVER("<downloads> is never");

        private final String reason;

        Downloads(String reason) {
            this.reason = reason;
        }

        /** Why nothing is downloaded, for messages. */
        String reason() {
            return reason;
        }
    }

    /**
     * As the environment says: {@code HF_ENDPOINT}, {@code HF_TOKEN}, {@code HF_HUB_CACHE}, {@code HF_HUB_OFFLINE},
     * {@code HF_HUB_DOWNLOAD_TIMEOUT}; a direct connection.
     *
     * @throws DseException when the endpoint is no address or the timeout no number
     */
    public static HubSettings of(Map<String, String> environment, Path home) {
        boolean offline =
                Switches.on(environment, "HF_HUB_OFFLINE") || Switches.on(environment, "TRANSFORMERS_OFFLINE");
        return new HubSettings(
                endpoint(environment.getOrDefault("HF_ENDPOINT", "")),
                AccessToken.of(environment, home),
                HubCache.of(environment, home),
                offline ? Downloads.HUB_OFFLINE : Downloads.ALLOWED,
                uri -> ProxyRoute.DIRECT,
                timeout(environment.getOrDefault("HF_HUB_DOWNLOAD_TIMEOUT", "")),
                FIRST_PAUSE);
    }

    /** The same with another answer to whether files may be downloaded. */
    public HubSettings withDownloads(Downloads other) {
        return new HubSettings(endpoint, token, cache, other, proxy, timeout, firstPause);
    }

    /** The same with another endpoint, such as a mirror. */
    public HubSettings withEndpoint(URI other) {
        return new HubSettings(endpoint(other.toString()), token, cache, downloads, proxy, timeout, firstPause);
    }

    /** The same with a token where there is none yet. */
    public HubSettings orToken(Optional<AccessToken> other) {
        return new HubSettings(endpoint, token.or(() -> other), cache, downloads, proxy, timeout, firstPause);
    }

    /** The same through proxies. */
    public HubSettings withProxy(Function<URI, ProxyRoute> other) {
        return new HubSettings(endpoint, token, cache, downloads, other, timeout, firstPause);
    }

    private static URI endpoint(String written) {
        String text = written.strip();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isEmpty()) {
            return PUBLIC;
        }
        try {
            URI uri = URI.create(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new DseException(
                Place.of("HF_ENDPOINT"), "\"" + text + "\" is not the address of a hub", Suggestions.hubEndpoint());
    }

    private static Duration timeout(String written) {
        if (written.isBlank()) {
            return TIMEOUT;
        }
        try {
            double seconds = Double.parseDouble(written.strip());
            if (seconds > 0 && seconds <= 86_400) {
                return Duration.ofMillis(Math.max(1, (long) (seconds * 1000)));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new DseException(
                Place.of("HF_HUB_DOWNLOAD_TIMEOUT"),
                "\"" + written.strip() + "\" is not a number of seconds",
                Suggestions.range(1, 86_400));
    }
}
