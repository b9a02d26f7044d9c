/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The files of which one is named as the hub does: {@code train-00000-of-00002.parquet} stands for both. */
final class Shards {
    private static final Pattern NAME = Pattern.compile("(.*?)-(\\d{5})-of-(\\d{5})(\\..*)");
    private static final int MOST = 10_000;

    private Shards() {}

    /**
     * All of them, in order; the file alone where it is not named so.
     *
     * @throws DseException when one is missing: a part of a text is not the text
     */
    static List<Path> of(Path file, String shown) {
        List<Path> all = named(file);
        for (Path shard : all) {
            if (!Files.exists(shard)) {
                throw new DseException(
                        Place.of(shown),
                        "is one of " + all.size() + " files, of which " + shard.getFileName() + " is missing",
                        Suggestions.allShards());
            }
        }
        return all;
    }

    /** Those that are there; the file alone where it is not named so. */
    static List<Path> present(Path file) {
        List<Path> all = named(file);
        return all.size() == 1 ? all : all.stream().filter(Files::exists).toList();
    }

    private static List<Path> named(Path file) {
        Path last = file.getFileName();
        Matcher name = NAME.matcher(last == null ? "" : last.toString());
        if (!name.matches() || number(name, 3) < 1 || number(name, 3) > MOST || number(name, 2) >= number(name, 3)) {
            return List.of(file);
        }
        return IntStream.range(0, number(name, 3))
                .mapToObj(i -> file.resolveSibling(
                        name.group(1) + String.format(Locale.ROOT, "-%05d-of-", i) + name.group(3) + name.group(4)))
                .toList();
    }

    /** The name without the number: {@code train}. */
    static String stem(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? matcher.group(1) : name.replaceFirst("\\.[^.]*$", "");
    }

    private static int number(Matcher name, int group) {
        return Integer.parseInt(name.group(group));
    }
}
