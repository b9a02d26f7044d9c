/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a repository holds at a commit: the answer to {@code /api/models/<name>/revision/<revision>?blobs=true}.
 *
 * @param commit 40 hexadecimal digits
 * @param files by name
 */
record Listing(String commit, Map<String, RemoteFile> files) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /**
     * Reads the hub's answer.
     *
     * @throws DseException when it is no such answer, or lists a file outside the repository
     */
    static Listing parse(String json, RepositoryId id) {
        try {
            JsonObject answer = JsonParser.parseString(json).getAsJsonObject();
            String commit = answer.get("sha").getAsString();
            if (!RepositoryId.isCommit(commit)) {
                throw new IllegalStateException("sha is no commit");
            }
            var files = new LinkedHashMap<String, RemoteFile>();
            JsonArray siblings = answer.getAsJsonArray("siblings");
            for (JsonElement sibling : siblings) {
                RemoteFile file = file(sibling.getAsJsonObject(), id);
                files.put(file.name(), file);
            }
            return new Listing(commit, files);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new DseException(
                    Place.of(id.toString()),
                    "the hub's answer about it can't be understood (" + e.getMessage() + ")",
                    Suggestions.hubNotTrusted());
        }
    }

    private static RemoteFile file(JsonObject sibling, RepositoryId id) {
        String name = RemoteName.checked(sibling.get("rfilename").getAsString(), id.toString());
        JsonElement large = sibling.get("lfs");
        String digest;
        if (large != null && large.isJsonObject()) {
            digest = large.getAsJsonObject().get("sha256").getAsString();
        } else {
            digest = sibling.get("blobId").getAsString();
        }
        long size = sibling.get("size").getAsLong();
        if (!DIGEST.matcher(digest).matches() || size < 0) {
            throw new IllegalStateException(name + " has no digest or size");
        }
        return new RemoteFile(name, size, digest);
    }
}
