/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.SessionData;

/** What the goals of a build have told, in all its projects, so that each thing is told once. */
final class Told {
    private final Set<String> lines = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** That of the whole build. Keyed by the class, since another class loader has another. */
    static Told of(MavenSession session) {
        SessionData build = session.getRepositorySession().getData();
        build.set(Told.class, null, new Told());
        return (Told) build.get(Told.class);
    }

    /** Whether nobody has told this before; from now on somebody has. */
    boolean first(String line) {
        return lines.add(line);
    }

    /** How many of a kind there were before this one, which counts from now on. */
    int count(String kind) {
        return counts.merge(kind, 1, Integer::sum) - 1;
    }
}
