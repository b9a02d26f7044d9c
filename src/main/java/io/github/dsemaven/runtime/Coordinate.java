/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

/**
 * The name of an artifact in a Maven repository.
 *
 * @param classifier the empty string for the main artifact
 */
public record Coordinate(String groupId, String artifactId, String version, String classifier) {
    /**
     * {@code group:artifact:version} or {@code group:artifact:version:classifier}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Coordinate parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException("not group:artifact:version[:classifier]: " + text);
        }
        return new Coordinate(parts[0], parts[1], parts[2], parts.length == 4 ? parts[3] : "");
    }

    /** What two versions of the same artifact have in common. */
    public String key() {
        return classifier.isEmpty() ? groupId + ":" + artifactId : groupId + ":" + artifactId + "::" + classifier;
    }

    /** As {@code mvn dependency:get -Dartifact=} takes it. */
    public String forDownload() {
        return groupId + ":" + artifactId + ":" + version + (classifier.isEmpty() ? "" : ":jar:" + classifier);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return groupId + ":" + artifactId + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier);
    }
}
