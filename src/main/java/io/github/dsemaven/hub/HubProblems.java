/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/** What each failure of the hub means to the user, and the way out of it. */
final class HubProblems {
    private final HubSettings settings;
    private final RepositoryId id;

    HubProblems(HubSettings settings, RepositoryId id) {
        this.settings = settings;
        this.id = id;
    }

    /** Nothing may be downloaded, and the cache lacks files. */
    DseException offline(List<String> missing) {
        String cache = settings.cache().folder().toString();
        String what = missing.isEmpty()
                ? "is not in the cache " + cache
                : "lacks " + String.join(", ", missing) + " in the cache " + cache;
        String near = missing.isEmpty()
                ? Suggestions.nearest(id.name(), settings.cache().names(id.kind()))
                        .map(name -> "The cache has " + name + ". ")
                        .orElse("")
                : "";
        return new DseException(
                place(),
                what + ", and nothing is downloaded: " + settings.downloads().reason(),
                near
                        + (id.kind() == RepositoryId.Kind.DATASET
                                ? Suggestions.hubDownloadOfTexts(command(missing))
                                : Suggestions.hubDownload(command(missing))));
    }

    /** A request failed for good. */
    DseException failed(String file, IOException failure) {
        if (failure instanceof BlobDownload.DamagedException) {
            return new DseException(
                    place(),
                    file + " came damaged twice: its bytes are not what its digest says",
                    Suggestions.hubDamaged());
        }
        if (failure instanceof RefusedException refused) {
            return refused(file, refused);
        }
        if (failure instanceof java.nio.file.FileSystemException disk) {
            return new DseException(
                    Place.of(settings.cache().folder().toString()),
                    "can't be written (" + disk.getMessage() + ")",
                    Suggestions.hubCacheFolder());
        }
        return new DseException(
                place(),
                "can't be downloaded from " + host() + ": " + Retries.reason(failure),
                Suggestions.hubUnreachable(command(List.of())));
    }

    private DseException refused(String file, RefusedException refused) {
        String page = settings.endpoint() + "/" + id.kind().pathPrefix() + id.name();
        boolean token = settings.token().isPresent();
        String what = file.isEmpty() ? "it" : file;
        switch (refused.status()) {
            case 401 -> {
                if (refused.code().equals("GatedRepo")) {
                    return new DseException(place(), "is gated, and no token was sent", Suggestions.hubGated(page));
                }
                String message = token
                        ? host() + " does not know it, or the "
                                + settings.token().orElseThrow() + " may not read it"
                        : host() + " does not know it, or it is private or gated and no token is set";
                return new DseException(place(), message, near() + Suggestions.hubNotFound(page));
            }
            case 403 -> {
                String message = token
                        ? "is gated, and the " + settings.token().orElseThrow() + " was not granted access"
                        : "is gated, and no token is set";
                return new DseException(place(), message, Suggestions.hubGated(page));
            }
            case 404 -> {
                return switch (refused.code()) {
                    case "RevisionNotFound" ->
                        new DseException(
                                place(),
                                "has no branch, tag or commit " + id.revision(),
                                Suggestions.hubRevision(page));
                    case "EntryNotFound" ->
                        new DseException(
                                place(),
                                "has no file " + what + " at revision " + id.revision(),
                                Suggestions.hubRevision(page));
                    default ->
                        new DseException(
                                place(), "does not exist on " + host(), near() + Suggestions.hubNotFound(page));
                };
            }
            case 407 -> {
                return new DseException(place(), "the proxy asks for a password", Suggestions.hubProxy());
            }
            default -> {
                return new DseException(
                        place(),
                        "can't be downloaded from " + host() + ": " + Retries.reason(refused),
                        Suggestions.hubUnreachable(command(List.of())));
            }
        }
    }

    /** A data set has no files of a split that can be read. */
    DseException noSplit(SplitName split, Collection<String> names) {
        List<String> some = names.stream()
                .filter(name -> !name.startsWith(".") && !name.equals("README.md"))
                .sorted()
                .toList();
        return new DseException(
                place(),
                "has no Parquet or JSON Lines file of " + split + " at revision " + id.revision() + ", only "
                        + (some.isEmpty() ? "none" : String.join(", ", some.subList(0, Math.min(8, some.size()))))
                        + (some.size() > 8 ? " and " + (some.size() - 8) + " more" : ""),
                Suggestions.hubConverted(id.name()));
    }

    /** There is no room for what is to come. */
    DseException noSpace(long needed, long usable) {
        return new DseException(
                Place.of(settings.cache().folder().toString()),
                "has no room for " + id + ": " + DownloadProgress.size(needed) + " are needed, "
                        + DownloadProgress.size(usable) + " are free",
                Suggestions.hubCacheFolder());
    }

    private String near() {
        return Suggestions.nearest(id.name(), settings.cache().names(id.kind()))
                .filter(name -> !name.equals(id.name()))
                .map(name -> "The cache has " + name + ". ")
                .orElse("");
    }

    /** The command of Hugging Face's own tool that fetches the same. */
    private String command(List<String> files) {
        var command = new StringBuilder("hf download ");
        if (id.kind() == RepositoryId.Kind.DATASET) {
            command.append("--repo-type dataset ");
        }
        command.append(id.name());
        if (!id.revision().equals(RepositoryId.MAIN)) {
            command.append(" --revision ").append(id.revision());
        }
        files.forEach(file -> command.append(' ').append(file));
        return command.toString();
    }

    private String host() {
        URI endpoint = settings.endpoint();
        return endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
    }

    private Place place() {
        return Place.of(id.toString());
    }
}
