/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Every piece of advice given to a user, in one place so that tests can pin each. */
public final class Suggestions {
    private Suggestions() {}

    /** {@code Did you mean "q4f16_1"? Valid values: ...}, with the first part only where something is near. */
    public static String validValues(String given, Collection<String> valid) {
        String list = "Valid values: " + String.join(", ", valid);
        return nearest(given, valid)
                .map(near -> "Did you mean \"" + near + "\"? " + list)
                .orElse(list);
    }

    /** When a folder has no file that a goal could read. */
    public static String nameCsvFiles(String pattern) {
        return "Put files named " + pattern + " there, or name other files in <csv>";
    }

    /** When a glob matches nothing. */
    public static String checkGlob() {
        return "Paths start from the project's folder; * stands for a part of one name and ** for any number of folders";
    }

    /** When the folder of a file does not exist. */
    public static String folderMissing(String folder) {
        return "There is no folder " + folder + "; paths start from the project's folder";
    }

    /** When a file does not exist: one of a similar name, or what there is. */
    public static String nearestFile(String missing, Collection<String> names) {
        return nearest(missing, names)
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse(names.isEmpty() ? "Its folder is empty" : "Its folder holds: " + shortList(names));
    }

    private static String shortList(Collection<String> names) {
        int most = 5;
        String first = String.join(", ", names.stream().limit(most).toList());
        return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
    /** For a folder or file that can't be written. */
    public static String writable() {
        return "Check that the folder exists or can be made, that it may be written to and that the disk is not full";
    }

    /**
     * The candidate with the smallest edit distance to what was given, ignoring case, if at most a third of its
     * characters (at least one) differ; the first of several.
     */
    public static Optional<String> nearest(String given, Collection<String> candidates) {
        String from = given.strip().toLowerCase(Locale.ROOT);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = editDistance(from, candidate.toLowerCase(Locale.ROOT));
            if (distance < least && distance <= Math.max(1, candidate.length() / 3)) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int editDistance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
