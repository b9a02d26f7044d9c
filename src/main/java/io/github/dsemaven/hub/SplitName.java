/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A split of a configuration of a data set, whose files go by several customs: {@code config/test-00000-of-00001.parquet},
 * {@code data/test-00000-of-00001.parquet}, {@code config/test/0000.parquet}, {@code config/config-test.jsonl}.
 *
 * @param config {@code default} where there is only one
 * @param words what the split is called in names: {@code test}
 * @param expected the files of a data set whose layout is known; empty for any other
 */
public record SplitName(String config, List<String> words, List<String> expected) {
    private static final List<String> EXTENSIONS = List.of(".parquet", ".jsonl", ".ndjson", ".json");
    private static final Pattern SHARD = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})(\\.\\w+)");
    private static final Pattern NUMBERED = Pattern.compile("(.*/)?\\d{4}(\\.\\w+)");
    private static final int MOST_SHARDS = 10_000;

    /**
     * The files of the split, in order; where one is named as one of several, all of them, whether listed or not.
     *
     * @param names files of the repository, or of the part of it that the cache has
     * @return empty where there are none
     * @throws DseException when several files could be it
     */
    List<String> files(Collection<String> names, RepositoryId id) {
        for (String extension : EXTENSIONS) {
            List<String> found = new TreeSet<>(names)
                    .stream()
                            .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(extension))
                            .filter(this::is)
                            .toList();
            if (!found.isEmpty()) {
                return together(found, id);
            }
        }
        return List.of();
    }

    /** By its configuration, a folder or the beginning of the name, and a word of the rest of it. */
    private boolean is(String name) {
        String rest;
        if (name.startsWith(config + "/")) {
            rest = name.substring(config.length() + 1);
        } else if (config.equals("default")
                && (name.indexOf('/') < 0 || name.matches("(data|test|validation|train)/[^/]+"))) {
            rest = name;
        } else {
            return false;
        }
        String bare = rest.startsWith(config) ? rest.substring(config.length()) : rest;
        String stem = bare.substring(0, bare.lastIndexOf('.')).toLowerCase(Locale.ROOT);
        return List.of(stem.split("[^a-z0-9]+")).stream().anyMatch(words::contains);
    }

    private List<String> together(List<String> found, RepositoryId id) {
        if (found.size() == 1 && !SHARD.matcher(found.get(0)).matches()
                || found.stream().allMatch(name -> NUMBERED.matcher(name).matches())
                        && found.stream().map(SplitName::folder).distinct().count() == 1) {
            return found;
        }
        Matcher first = SHARD.matcher(found.get(0));
        if (!first.matches()) {
            throw ambiguous(found, id);
        }
        int count = Integer.parseInt(first.group(3));
        if (count < 1 || count > MOST_SHARDS) {
            throw ambiguous(found, id);
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(String.format(Locale.ROOT, "%s-%05d-of-%s%s", first.group(1), i, first.group(3), first.group(4)));
        }
        if (!all.containsAll(found)) {
            throw ambiguous(found, id);
        }
        return List.copyOf(all);
    }

    private static String folder(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    private DseException ambiguous(List<String> found, RepositoryId id) {
        return new DseException(
                Place.of(id.toString()),
                "has several files that could be " + this + ": "
                        + String.join(", ", found.subList(0, Math.min(5, found.size()))),
                Suggestions.hubFile());
    }

    /** {@code the split test of wikitext-2-raw-v1}. */
    @Override
    public String toString() {
        return "the split " + words.get(0) + " of the configuration " + config;
    }
}
