/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.runtime.HubAccess;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.settings.Mirror;

/**
 * The mirror of the Hugging Face hub that {@code settings.xml} names: one whose {@code mirrorOf} lists {@code huggingface}. A
 * mirror of everything ({@code *}) is one of Maven repositories, not of the hub.
 */
final class HubMirror {
    private HubMirror() {}

    static Optional<URI> of(List<Mirror> mirrors) {
        return mirrors.stream()
                .filter(mirror -> Arrays.stream(Objects.requireNonNullElse(mirror.getMirrorOf(), "")
                                .split(","))
                        .anyMatch(part -> part.strip().equals(HubAccess.ID)))
                .findFirst()
                .map(HubMirror::address);
    }

    private static URI address(Mirror mirror) {
        try {
            return URI.create(Objects.requireNonNullElse(mirror.getUrl(), "").strip());
        } catch (IllegalArgumentException e) {
            throw new DseException(
                    Place.of("mirror " + mirror.getId() + " of settings.xml"),
                    "\"" + mirror.getUrl() + "\" is not the address of a hub",
                    Suggestions.hubEndpoint());
        }
    }
}
