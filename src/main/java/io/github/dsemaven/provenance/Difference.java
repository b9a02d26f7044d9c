/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What changed between two runs of a goal, in words. */
final class Difference {
    private static final int NAMED = 3;

    private Difference() {}

    /** The first kind of cause that differs; empty where none does. */
    static Optional<String> cause(StepRecord before, StepRecord now) {
        return values("version of ", before.versions(), now.versions())
                .or(() -> values("parameter ", before.parameters(), now.parameters()))
                .or(() -> values("", before.platform(), now.platform()))
                .or(() -> inputs(digests(before), digests(now)))
                .or(() -> before.inputs().equals(now.inputs())
                        ? Optional.empty()
                        : Optional.of("the order of the inputs changed"));
    }

    /** {@code a, b, c and 4 more}. */
    static String names(List<String> names) {
        String some = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? some + " and " + (names.size() - NAMED) + " more" : some;
    }

    private static Optional<String> values(String what, Map<String, String> before, Map<String, String> now) {
        for (String name : union(before, now)) {
            String old = before.get(name);
            String value = now.get(name);
            // what is no name that a user gave says itself what it is
            String named = name.contains(" ") ? name : what + name;
            if (old == null) {
                return Optional.of(named + " is new");
            }
            if (value == null) {
                return Optional.of(named + " is gone");
            }
            if (!old.equals(value)) {
                boolean brief = old.length() + value.length() < 80 && !old.contains("\n") && !value.contains("\n");
                return Optional.of(named + " changed" + (brief ? " from '" + old + "' to '" + value + "'" : ""));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inputs(Map<String, String> before, Map<String, String> now) {
        var changed = new ArrayList<String>();
        var added = new ArrayList<String>();
        var removed = new ArrayList<String>();
        for (String name : union(before, now)) {
            if (!before.containsKey(name)) {
                added.add(name);
            } else if (!now.containsKey(name)) {
                removed.add(name);
            } else if (!before.get(name).equals(now.get(name))) {
                changed.add(name);
            }
        }
        var text = new ArrayList<String>();
        if (!changed.isEmpty()) {
            text.add(names(changed) + " changed");
        }
        if (!added.isEmpty()) {
            text.add(names(added) + (added.size() == 1 ? " is new" : " are new"));
        }
        if (!removed.isEmpty()) {
            text.add(names(removed) + (removed.size() == 1 ? " is gone" : " are gone"));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", text));
    }

    private static Map<String, String> digests(StepRecord record) {
        var digests = new LinkedHashMap<String, String>();
        record.inputs().forEach(input -> digests.merge(input.name(), input.sha256(), (a, b) -> a + b));
        return digests;
    }

    private static Set<String> union(Map<String, String> a, Map<String, String> b) {
        var names = new LinkedHashSet<String>(a.keySet());
        names.addAll(b.keySet());
        return names;
    }
}
