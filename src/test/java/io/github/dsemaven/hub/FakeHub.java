/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * A hub on this machine that behaves as the real one: an endpoint that lists and redirects, and another host (port) that
 * serves large files in ranges. Faults are queued and used up one a request.
 */
final class FakeHub implements AutoCloseable {
    /** Files at least this long are large: named by SHA-256, and served by the other host. */
    static final int LARGE = 1000;

    private static final int PIECE = 1 << 16;

    /** What goes wrong with a request. */
    enum Fault {
        /** Ends in the middle of the content. */
        TRUNCATED,
        /** Says nothing until the client gives up. */
        STALLED,
        /** Status 503. */
        UNAVAILABLE,
        /** Status 429 with Retry-After. */
        SLOW_DOWN,
        /** Other bytes of the same length. */
        OTHER_BYTES,
        /** Ignores the range asked for. */
        WHOLE
    }

    final Map<String, byte[]> files = new TreeMap<>();
    final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    /** Method, host's part and headers of interest of each request. */
    final List<String> requests = java.util.Collections.synchronizedList(new ArrayList<>());

    String commit = "a".repeat(40);
    String token = "";
    int gate = 0;
    String gateCode = "";
    String name = "org/model";
    String kind = "models";
    /** What stands in the list instead of the files' own names and digests; empty for the truth. */
    String listing = "";

    /** Milliseconds between pieces of 64 KiB of a large file. */
    int pause;

    private final HttpServer endpoint;
    private final HttpServer delivery;

    FakeHub() throws IOException {
        endpoint = server();
        delivery = server();
        endpoint.createContext("/", this::atEndpoint);
        delivery.createContext("/", exchange -> {
            note("delivery", exchange);
            content(exchange, exchange.getRequestURI().getPath().substring(1));
        });
        endpoint.start();
        delivery.start();
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "fake-hub");
            thread.setDaemon(true);
            return thread;
        }));
        return server;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort());
    }

    private void atEndpoint(HttpExchange exchange) throws IOException {
        note("endpoint", exchange);
        String path = exchange.getRequestURI().getPath();
        String prefix = kind.equals("datasets") ? "/datasets/" : "/";
        if (gate != 0
                && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("X-Error-Code", gateCode);
            answer(exchange, gate, "refused");
        } else if (path.startsWith("/api/" + kind + "/" + name + "/revision/")) {
            String revision = path.substring(("/api/" + kind + "/" + name + "/revision/").length());
            if (revision.equals("main") || revision.equals(commit) || revision.equals("refs/pr/1")) {
                answer(exchange, 200, listing.isEmpty() ? listing() : listing);
            } else {
                exchange.getResponseHeaders().set("X-Error-Code", "RevisionNotFound");
                answer(exchange, 404, "no such revision");
            }
        } else if (path.startsWith(prefix + name + "/resolve/" + commit + "/")) {
            String file = path.substring((prefix + name + "/resolve/" + commit + "/").length());
            if (!files.containsKey(file)) {
                exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
                answer(exchange, 404, "no such file");
            } else if (files.get(file).length >= LARGE) {
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                "http://127.0.0.1:" + delivery.getAddress().getPort() + "/" + file);
                answer(exchange, 302, "");
            } else {
                content(exchange, file);
            }
        } else {
            exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
            answer(exchange, 404, "no such repository");
        }
    }

    private void note(String host, HttpExchange exchange) {
        requests.add(host + " " + exchange.getRequestURI() + " authorization="
                + exchange.getRequestHeaders().getFirst("Authorization") + " range="
                + exchange.getRequestHeaders().getFirst("Range"));
    }

    private void content(HttpExchange exchange, String file) throws IOException {
        byte[] bytes = files.get(file);
        Fault fault = faults.poll();
        if (fault == Fault.UNAVAILABLE) {
            answer(exchange, 503, "later");
            return;
        }
        if (fault == Fault.SLOW_DOWN) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            answer(exchange, 429, "slower");
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null || fault == Fault.WHOLE
                ? 0
                : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (from >= bytes.length && from > 0) {
            answer(exchange, 416, "");
            return;
        }
        byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
        if (fault == Fault.OTHER_BYTES) {
            rest[rest.length / 2] ^= 1;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (fault == Fault.TRUNCATED || fault == Fault.STALLED) {
                out.write(rest, 0, rest.length / 2);
                out.flush();
                if (fault == Fault.STALLED) {
                    Thread.sleep(2000);
                }
                exchange.close();
                return;
            }
            for (int at = 0; at < rest.length; at += PIECE) {
                out.write(rest, at, Math.min(PIECE, rest.length - at));
                if (pause > 0) {
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String listing() {
        var siblings = new ArrayList<String>();
        files.forEach((file, bytes) -> siblings.add("{\"rfilename\":\"" + file + "\",\"size\":" + bytes.length
                + ",\"blobId\":\"" + gitDigest(bytes) + "\""
                + (bytes.length >= LARGE
                        ? ",\"lfs\":{\"sha256\":\"" + digest("SHA-256", bytes) + "\",\"size\":" + bytes.length + "}"
                        : "")
                + "}"));
        return "{\"id\":\"" + name + "\",\"sha\":\"" + commit + "\",\"siblings\":[" + String.join(",", siblings) + "]}";
    }

    static String gitDigest(byte[] bytes) {
        byte[] header = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(header, header.length + bytes.length);
        System.arraycopy(bytes, 0, all, header.length, bytes.length);
        return digest("SHA-1", all);
    }

    static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        endpoint.stop(0);
        delivery.stop(0);
    }
}
