/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One GET over HTTP. Redirections are followed, the token goes to the endpoint's own host, port and scheme alone; a
 * connection that says nothing for longer than the timeout is given up.
 */
final class HubConnection implements Closeable {
    private static final int MOST_REDIRECTIONS = 8;

    private final HttpURLConnection connection;
    private final int status;

    private HubConnection(HttpURLConnection connection, int status) {
        this.connection = connection;
        this.status = status;
    }

    /**
     * Asks for an address.
     *
     * @param from first byte wanted; 0 for the whole
     * @throws IOException when nothing answers, or a redirection leads to something that is not the web's
     */
    static HubConnection get(HubSettings settings, URI address, long from) throws IOException {
        URI at = address;
        for (int hop = 0; hop <= MOST_REDIRECTIONS; hop++) {
            HttpURLConnection connection = open(settings, at, from);
            int status = connection.getResponseCode();
            String location = connection.getHeaderField("Location");
            boolean redirected = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
            if (!redirected || location == null) {
                return new HubConnection(connection, status);
            }
            connection.disconnect();
            at = next(at, location);
        }
        throw new IOException("more than " + MOST_REDIRECTIONS + " redirections from " + address.getHost());
    }

    private static HttpURLConnection open(HubSettings settings, URI at, long from) throws IOException {
        ProxyRoute route = settings.proxy().apply(at);
        var connection = (HttpURLConnection) at.toURL().openConnection(route.proxy());
        route.authenticate(connection);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        int timeout = (int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis());
        connection.setConnectTimeout(timeout);
        connection.setReadTimeout(timeout);
        connection.setRequestProperty("User-Agent", "dse-maven-plugin");
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        if (sameOrigin(settings.endpoint(), at)) {
            settings.token().ifPresent(token -> connection.setRequestProperty("Authorization", token.header()));
        }
        return connection;
    }

    private static URI next(URI at, String location) throws IOException {
        URI next;
        try {
            next = at.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirection to something that is no address", e);
        }
        String scheme = next.getScheme() == null ? "" : next.getScheme().toLowerCase(Locale.ROOT);
        boolean weaker = "https".equalsIgnoreCase(at.getScheme()) && !scheme.equals("https");
        if (weaker || !scheme.startsWith("http") || next.getHost() == null) {
            throw new IOException("a redirection from " + at.getScheme() + " to " + scheme + ", which is not followed");
        }
        return next;
    }

    /** Whether two addresses are of one scheme, host and port. */
    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** The status of the last answer. */
    int status() {
        return status;
    }

    /** A header of the last answer. */
    Optional<String> header(String name) {
        return Optional.ofNullable(connection.getHeaderField(name));
    }

    /** The content of a good answer. */
    InputStream content() throws IOException {
        return connection.getInputStream();
    }

    /** The content of any answer, cut at a length; empty where there is none. */
    String text(int longest) throws IOException {
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? "" : new String(in.readNBytes(longest), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
