/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Markup;
import java.util.List;

/** Verdicts as a JUnit XML report, which every CI system shows. Without times, which would differ between runs. */
public final class JUnitXml {
    private JUnitXml() {}

    /** The document. */
    public static String of(List<Verdict> verdicts) {
        long failures = count(verdicts, Verdict.Outcome.FAILED);
        long skipped = count(verdicts, Verdict.Outcome.SKIPPED);
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"dse\" tests=\"" + verdicts.size() + "\" failures=\"" + failures
                + "\" errors=\"0\" skipped=\"" + skipped + "\" time=\"0\">\n");
        verdicts.forEach(verdict -> append(xml, verdict));
        return xml.append("</testsuite>\n").toString();
    }

    private static void append(StringBuilder xml, Verdict verdict) {
        xml.append("  <testcase classname=\"dse." + verdict.kind() + "\" name=\"" + escape(verdict.name())
                + "\" time=\"0\"");
        switch (verdict.outcome()) {
            case PASSED -> xml.append("/>\n");
            case FAILED ->
                xml.append(">\n    <failure message=\"" + escape(verdict.message()) + "\"/>\n  </testcase>\n");
            case SKIPPED ->
                xml.append(">\n    <skipped message=\"" + escape(verdict.message()) + "\"/>\n  </testcase>\n");
        }
    }

    private static long count(List<Verdict> verdicts, Verdict.Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    /** For an attribute, where a reader takes a plain line feed for a space. */
    private static String escape(String text) {
        return Markup.escape(text).replace("\n", "&#10;");
    }
}
