/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.Log;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says how far a download has come: at its start, at most every ten seconds, and at its end. Used by several threads. */
final class DownloadProgress {
    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private final String what;
    private final long total;
    private final Log log;
    private final LongSupplier nanoTime;
    private final long began;
    private final long had;
    private long done;
    private long last;

    /**
     * @param total bytes of all files
     * @param had bytes that an earlier run left
     */
    DownloadProgress(String what, long total, long had, Log log, LongSupplier nanoTime) {
        this.what = what;
        this.total = total;
        this.had = had;
        this.done = had;
        this.log = log;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.last = began;
    }

    synchronized void received(long bytes) {
        done += bytes;
        long now = nanoTime.getAsLong();
        if (now - last < INTERVAL) {
            return;
        }
        last = now;
        double speed = (done - had) / ((now - began) / 1e9);
        long left = (long) Math.ceil(Math.max(0, total - done) / Math.max(1, speed));
        log.info(what + ": " + size(Math.min(done, total)) + " of " + size(total) + ", " + size((long) speed) + "/s, "
                + time(left) + " left");
    }

    /** 4.9 GB, 120 MB, 3 kB: powers of ten, as the hub shows sizes. */
    static String size(long bytes) {
        if (bytes >= GIGA) {
            return String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
        }
        if (bytes >= MEGA) {
            return Math.round(bytes / MEGA) + " MB";
        }
        return bytes >= 1000 ? Math.round(bytes / 1e3) + " kB" : bytes + " bytes";
    }

    private static String time(long seconds) {
        return seconds < 90 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
