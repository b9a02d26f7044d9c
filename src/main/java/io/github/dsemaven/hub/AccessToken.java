/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A user's token for the hub. It is sent to the endpoint's host alone; its text is never shown. */
public final class AccessToken {
    private static final int LONGEST = 4096;

    private final String secret;
    private final String origin;

    /**
     * @param origin where it was found, for messages: {@code HF_TOKEN}
     * @throws DseException when it can't stand in a header
     */
    public AccessToken(String secret, String origin) {
        this.secret = secret.strip();
        this.origin = origin;
        if (this.secret.isEmpty()
                || this.secret.length() > LONGEST
                || this.secret.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f)) {
            throw new DseException(
                    Place.of(origin),
                    "is not a token: it has blanks, control characters or nothing",
                    Suggestions.hubToken());
        }
    }

    /**
     * {@code HF_TOKEN} (or {@code HUGGING_FACE_HUB_TOKEN}), else the file {@code HF_TOKEN_PATH}, else {@code token} beside the
     * cache, where {@code hf auth login} puts it; empty where there is none, or {@code HF_HUB_DISABLE_IMPLICIT_TOKEN} is set.
     */
    static Optional<AccessToken> of(Map<String, String> environment, Path home) {
        for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                return Optional.of(new AccessToken(value, name));
            }
        }
        if (Switches.on(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return Optional.empty();
        }
        String written = environment.getOrDefault("HF_TOKEN_PATH", "");
        Path file = written.isBlank()
                ? HubCache.hubHome(environment, home).resolve("token")
                : HubCache.expanded(written, environment, home);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) == 0 || Files.size(file) > LONGEST) {
                return Optional.empty();
            }
            String text = Files.readString(file);
            return text.isBlank() ? Optional.empty() : Optional.of(new AccessToken(text, file.toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The value of the header {@code Authorization}. */
    String header() {
        return "Bearer " + secret;
    }

    /** Where it was found. */
    String origin() {
        return origin;
    }

    /** Where it was found, never what it is. */
    @Override
    public String toString() {
        return "token of " + origin;
    }
}
