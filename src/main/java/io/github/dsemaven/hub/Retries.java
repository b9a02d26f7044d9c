/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.Log;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/** Tries a request again after failures that may pass: broken and stalled connections, status 408, 429 and 5xx. */
final class Retries {
    /** Failures in a row, without a byte between them, after which it is given up. */
    static final int MOST = 5;

    /** The same where there is no way to the host at all, which seldom passes by itself. */
    private static final int MOST_WITHOUT_HOST = 2;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Duration firstPause;
    private final Log log;

    Retries(Duration firstPause, Log log) {
        this.firstPause = firstPause;
        this.log = log;
    }

    /** A request. */
    interface Attempt<T> {
        T run() throws IOException;
    }

    /** How far something has come, to tell a failure after progress from one without. */
    interface Progress {
        long bytes();
    }

    <T> T run(String what, Progress progress, Attempt<T> attempt) throws IOException {
        int failures = 0;
        long reached = progress.bytes();
        while (true) {
            try {
                return attempt.run();
            } catch (IOException e) {
                if (e instanceof RefusedException refused && !refused.temporary()) {
                    throw e;
                }
                long now = progress.bytes();
                failures = now > reached ? 1 : failures + 1;
                reached = Math.max(now, reached);
                if (failures >= (unreachable(e) ? MOST_WITHOUT_HOST : MOST)) {
                    throw e;
                }
                pause(what, e, failures);
            }
        }
    }

    private static boolean unreachable(IOException e) {
        return e instanceof UnknownHostException || e instanceof NoRouteToHostException;
    }

    private void pause(String what, IOException failure, int failures) throws IOException {
        Duration pause = firstPause.multipliedBy(1L << (failures - 1));
        if (failure instanceof RefusedException refused && refused.retryAfterSeconds() >= 0) {
            Duration asked = Duration.ofSeconds(refused.retryAfterSeconds());
            if (asked.compareTo(LONGEST_PAUSE) > 0) {
                throw failure;
            }
            pause = asked.compareTo(pause) > 0 ? asked : pause;
        }
        log.info(what + ": " + reason(failure) + "; tried again in " + Math.max(1, pause.toSeconds()) + " s");
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** In words, without the class of an exception. */
    static String reason(IOException failure) {
        if (failure instanceof RefusedException refused) {
            return refused.status() == 429
                    ? "the hub asks to slow down (status 429)"
                    : "the hub answered " + failure.getMessage();
        }
        if (failure instanceof SocketTimeoutException) {
            return "no byte came for too long";
        }
        if (failure instanceof UnknownHostException) {
            return "the host " + failure.getMessage() + " is not known";
        }
        if (failure instanceof ConnectException) {
            return "no connection (" + failure.getMessage() + ")";
        }
        return failure.getMessage() == null
                ? "the connection broke"
                : "the connection broke (" + failure.getMessage() + ")";
    }
}
