/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.io.IOException;
import java.io.StringWriter;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.project.MavenProject;

/**
 * Where the POMs of a build, those above them and the profiles of the settings name a property: as they were written, before
 * anything was put in for it. They are written out for this question, so it is asked of strange properties only.
 */
final class PomMentions {
    private final String text;

    PomMentions(MavenSession session) {
        var all = new StringBuilder();
        Map<MavenProject, Boolean> seen = new IdentityHashMap<>();
        for (MavenProject project : session.getAllProjects()) {
            for (MavenProject one = project; one != null && seen.put(one, true) == null; one = one.getParent()) {
                append(all, one.getOriginalModel());
            }
        }
        var settings = new Model();
        settings.setProfiles(session.getRequest().getProfiles());
        append(all, settings);
        text = all.toString();
    }

    private static void append(StringBuilder all, Model model) {
        if (model != null) {
            var written = new StringWriter();
            try {
                new MavenXpp3Writer().write(written, model);
            } catch (IOException e) {
                throw new IllegalStateException("a POM can't be written out", e);
            }
            all.append(written);
        }
    }

    /** Whether any refers to a property, declares it, or activates a profile by it. */
    boolean use(String property) {
        return refer(property)
                || Pattern.compile("<" + Pattern.quote(property) + "\\s*/?>")
                        .matcher(text)
                        .find();
    }

    /** Whether any refers to a property, or activates a profile by it. */
    boolean refer(String property) {
        String name = Pattern.quote(property);
        return Pattern.compile("[$@]\\{?" + name + "[}@:]|<name>\\s*!?" + name + "\\s*</name>")
                .matcher(text)
                .find();
    }
}
