/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.io.IOException;

/** The hub answered with an error status. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final long retryAfterSeconds;

    /**
     * @param code the hub's own, of the header {@code X-Error-Code}: {@code GatedRepo}; may be empty
     * @param retryAfterSeconds of the header {@code Retry-After}; -1 where there is none
     */
    RefusedException(int status, String code, long retryAfterSeconds) {
        super("status " + status + (code.isEmpty() ? "" : " " + code));
        this.status = status;
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static RefusedException of(HubConnection answer) {
        long wait = answer.header("Retry-After")
                .filter(text -> text.strip().matches("\\d{1,9}"))
                .map(text -> Long.parseLong(text.strip()))
                .orElse(-1L);
        String code = answer.header("X-Error-Code")
                .filter(text -> text.matches("\\w{1,64}"))
                .orElse("");
        return new RefusedException(answer.status(), code, wait);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Whether the same request may succeed later. */
    boolean temporary() {
        return status == 408 || status == 429 || status >= 500;
    }
}
