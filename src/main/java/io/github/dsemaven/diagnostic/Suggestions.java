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

    /** For a file of ours that is damaged. */
    public static String remake() {
        return "Delete it and run the goal that makes it again, or mvn clean verify";
    }

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
