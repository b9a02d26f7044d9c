/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.Log;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * Kills a download of 32 MB at a random moment, again and again, each time in a fresh cache or in the one that the last kill
 * left, and shows that the next run ends with the right bytes: {@code DownloadKills KILLS FOLDER}. Run by
 * download-kills.sh.
 */
final class DownloadKills {
    private static final int SIZE = 32 << 20;
    private static final RepositoryId MODEL =
            RepositoryId.parse(RepositoryId.Kind.MODEL, "org/model").orElseThrow();

    private DownloadKills() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("download")) {
            download(URI.create(arguments[1]), Path.of(arguments[2]));
            return;
        }
        int kills = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        var random = new Random(7);
        byte[] weights = new byte[SIZE];
        random.nextBytes(weights);
        int killed = 0;
        int continued = 0;
        int right = 0;
        try (var server = new FakeHub()) {
            server.pause = 2;
            server.files.put("config.json", "{}".getBytes(StandardCharsets.UTF_8));
            server.files.put("tokenizer.json", "{}".getBytes(StandardCharsets.UTF_8));
            server.files.put("model.safetensors", weights);
            for (int round = 0; killed < kills; round++) {
                Path cache = folder.resolve("cache-" + round);
                // one to five kills in a row, then a run to the end
                for (int row = 1 + random.nextInt(5); row > 0 && killed < kills; row--) {
                    Process child = start(server.address(), cache);
                    Thread.sleep(200 + random.nextInt(1400));
                    if (child.isAlive()) {
                        child.destroyForcibly();
                        killed++;
                    }
                    child.waitFor();
                }
                server.requests.clear();
                int exit = start(server.address(), cache).waitFor();
                if (server.requests.stream().anyMatch(request -> request.contains("range=bytes="))) {
                    continued++;
                }
                Path file = cache.resolve("models--org--model/snapshots")
                        .resolve(server.commit)
                        .resolve("model.safetensors");
                boolean same = exit == 0 && java.util.Arrays.equals(Files.readAllBytes(file), weights);
                right += same ? 1 : 0;
                if (!same) {
                    System.out.println("round " + round + ": WRONG, exit " + exit);
                }
                System.out.println("rounds " + (round + 1) + ", right " + right + ", continued " + continued + ", kills " + killed);
            }
        }
        System.exit(0);
    }

    private static Process start(URI hub, Path cache) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DownloadKills.class.getName(),
                        "download",
                        hub.toString(),
                        cache.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void download(URI hub, Path cache) {
        var settings = new HubSettings(
                hub,
                Optional.empty(),
                new HubCache(cache),
                HubSettings.Downloads.ALLOWED,
                uri -> ProxyRoute.DIRECT,
                Duration.ofSeconds(10),
                Duration.ofMillis(100));
        new Hub(settings, Log.silent()).model(MODEL);
    }
}
