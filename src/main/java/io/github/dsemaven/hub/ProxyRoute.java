/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.util.Optional;

/**
 * The way to an address: directly, or through a proxy.
 *
 * @param proxy {@link Proxy#NO_PROXY} for the direct way
 * @param login of the proxy; empty where it asks for none
 */
public record ProxyRoute(Proxy proxy, Optional<PasswordAuthentication> login) {
    /** Without a proxy. */
    public static final ProxyRoute DIRECT = new ProxyRoute(Proxy.NO_PROXY, Optional.empty());

    /** Through an HTTP proxy. */
    public static ProxyRoute through(String host, int port, Optional<PasswordAuthentication> login) {
        return new ProxyRoute(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)), login);
    }

    /** Answers the proxy's question for a password; no other server's. */
    void authenticate(HttpURLConnection connection) {
        login.ifPresent(known -> connection.setAuthenticator(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY ? known : null;
            }
        }));
    }

    /** Never the password. */
    @Override
    public String toString() {
        return proxy.toString();
    }
}
