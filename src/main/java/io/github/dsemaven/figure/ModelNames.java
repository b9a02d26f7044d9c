/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Display names of model tags. A tag loses its {@code -MLC}; where several begin with the same words and what is left
 * starts with a letter, the common words (the family) are left to the subtitle. A name the user gives always wins.
 *
 * @param family the common words, such as {@code Llama-3-8B-Instruct}; may be empty
 * @param labels display name by tag
 */
record ModelNames(String family, Map<String, String> labels) {
    private static final String SUFFIX = "-MLC";

    /** Names for the tags of one figure or goal. */
    static ModelNames of(List<String> tags, Map<String, String> given) {
        Map<String, String> names = new LinkedHashMap<>();
        tags.forEach(tag -> names.put(tag, given.getOrDefault(tag, without(tag))));
        List<String> automatic = tags.stream()
                .filter(tag -> !given.containsKey(tag))
                .map(ModelNames::without)
                .distinct()
                .toList();
        String common = automatic.size() < 2 ? "" : common(automatic);
        if (!common.isEmpty()) {
            tags.stream()
                    .filter(tag -> !given.containsKey(tag))
                    .forEach(tag -> names.put(tag, without(tag).substring(common.length())));
        }
        Set<String> distinct = new TreeSet<>(names.values());
        if (distinct.size() < tags.size()) {
            tags.forEach(tag -> names.put(tag, given.getOrDefault(tag, tag)));
            return new ModelNames("", names);
        }
        return new ModelNames(common.isEmpty() ? "" : common.substring(0, common.length() - 1), names);
    }

    String label(String tag) {
        return labels.getOrDefault(tag, tag);
    }

    private static String without(String tag) {
        return tag.endsWith(SUFFIX) && tag.length() > SUFFIX.length()
                ? tag.substring(0, tag.length() - SUFFIX.length())
                : tag;
    }

    /** The longest common beginning that ends in a hyphen and leaves each name starting with a letter; or nothing. */
    private static String common(List<String> names) {
        String first = names.get(0);
        for (int end = first.lastIndexOf('-'); end > 0; end = first.lastIndexOf('-', end - 1)) {
            String prefix = first.substring(0, end + 1);
            boolean fits = names.stream()
                    .allMatch(name -> name.startsWith(prefix)
                            && name.length() > prefix.length()
                            && Character.isLetter(name.charAt(prefix.length())));
            if (fits) {
                return prefix;
            }
        }
        return "";
    }
}
