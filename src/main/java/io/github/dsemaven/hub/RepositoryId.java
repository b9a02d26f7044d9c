/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model or data set on the Hugging Face hub, at a revision: {@code meta-llama/Meta-Llama-3-8B} or
 * {@code meta-llama/Meta-Llama-3-8B@refs/pr/3}.
 *
 * @param kind model or data set
 * @param name {@code organization/name}, or {@code name} alone for the oldest ones such as {@code gpt2}
 * @param revision a branch, a tag or a commit of 40 hexadecimal digits; {@code main} where none is written
 */
public record RepositoryId(Kind kind, String name, String revision) {
    /** The revision where the user names none. */
    public static final String MAIN = "main";

    // As the hub allows them: letters, digits, dots, hyphens and underscores; at most 96 characters a part.
    private static final String PART = "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?";
    private static final Pattern WRITTEN =
            Pattern.compile("((?:" + PART + "/)?" + PART + ")(?:@([A-Za-z0-9][A-Za-z0-9._/+-]{0,254}))?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** What a repository holds. */
    public enum Kind {
        /** Weights, configuration and tokenizer. */
        MODEL("models", ""),
        /** Texts. */
        DATASET("datasets", "datasets/");

        private final String plural;
        private final String pathPrefix;

        Kind(String plural, String pathPrefix) {
            this.plural = plural;
            this.pathPrefix = pathPrefix;
        }

        /** {@code models} or {@code datasets}, as in the hub's programming interface and in the names of cache folders. */
        String plural() {
            return plural;
        }

        /** What stands before the name in addresses of files: nothing, or {@code datasets/}. */
        String pathPrefix() {
            return pathPrefix;
        }
    }

    /** Reads {@code organization/name}, {@code name}, either with {@code @revision}; empty for what can't be a name. */
    public static Optional<RepositoryId> parse(Kind kind, String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()
                || matcher.group(1).contains("--")
                || matcher.group(1).contains("..")) {
            return Optional.empty();
        }
        String revision = matcher.group(2) == null ? MAIN : matcher.group(2);
        if (revision.contains("..") || revision.contains("//") || revision.endsWith("/") || revision.contains("/.")) {
            return Optional.empty();
        }
        return Optional.of(new RepositoryId(kind, matcher.group(1), revision));
    }

    /** Reads the name of a cache folder, {@code models--organization--name}; empty for what is none. */
    static Optional<RepositoryId> ofFolder(String folder) {
        String[] parts = folder.split("--", 3);
        if (parts.length < 2) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.plural().equals(parts[0])) {
                return parse(kind, folder.substring(parts[0].length() + 2).replace("--", "/"));
            }
        }
        return Optional.empty();
    }

    /** The folder of the cache: {@code models--organization--name}. */
    String folder() {
        return kind.plural() + "--" + name.replace("/", "--");
    }

    /** Whether the revision is a commit, which never changes. */
    boolean pinned() {
        return COMMIT.matcher(revision).matches();
    }

    /** Whether a text is a commit: 40 hexadecimal digits. */
    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** As the user wrote it: the name, with the revision where it is not {@code main}. */
    @Override
    public String toString() {
        return revision.equals(MAIN) ? name : name + "@" + revision;
    }
}
