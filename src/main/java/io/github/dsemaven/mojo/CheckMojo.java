/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.report.Check;
import io.github.dsemaven.report.Gate;
import io.github.dsemaven.report.PerplexityRule;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails the build where a number or a figure is not as it should be, with every violation in one message, and writes a
 * JUnit XML report with a test case for each figure, number and rule.
 *
 * <pre>{@code
 * <configuration>
 *   <figuresUnchanged>true</figuresUnchanged>
 *   <maxRiseOverBaseline>0.5 %</maxRiseOverBaseline>
 *   <rules>
 *     <rule>
 *       <quantization>q4f16_*</quantization>
 *       <maxRise>10 %</maxRise>
 *     </rule>
 *   </rules>
 * </configuration>
 * }</pre>
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class CheckMojo extends AbstractArtifactMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.check.skip", defaultValue = "false")
    private boolean skipGoal;

    /**
     * Folder of the committed baseline, which {@code dse:baseline} writes.
     *
     * <pre>{@code <baseline>src/dse/baseline</baseline>}</pre>
     */
    @Parameter(property = "dse.baseline", defaultValue = "${basedir}/dse/baseline")
    private File baseline;

    /**
     * Highest perplexity of every evaluation.
     *
     * <pre>{@code <maxPerplexity>12</maxPerplexity>}</pre>
     */
    @Parameter(property = "dse.maxPerplexity")
    private String maxPerplexity;

    /**
     * Highest rise of every perplexity over that of the unquantized model, in percent. A rise that is above it by less than
     * the uncertainty of the difference, which is paired by token, is no violation.
     *
     * <pre>{@code <maxRise>10 %</maxRise>}</pre>
     */
    @Parameter(property = "dse.maxRise")
    private String maxRise;

    /**
     * Highest rise of every perplexity over the baseline, in percent, with the uncertainty of the difference, which is
     * paired by window, as tolerance.
     *
     * <pre>{@code <maxRiseOverBaseline>0.5 %</maxRiseOverBaseline>}</pre>
     */
    @Parameter(property = "dse.maxRiseOverBaseline")
    private String maxRiseOverBaseline;

    /**
     * Rules for some of the perplexities. {@code dataset}, {@code model} and {@code quantization} say for which, with
     * {@code *} for any text; a rule that is about none is a violation.
     *
     * <pre>{@code
     * <rules>
     *   <rule>
     *     <dataset>wikitext2</dataset>
     *     <model>*tiny-llama</model>
     *     <quantization>q4f16_1</quantization>
     *     <maxPerplexity>32</maxPerplexity>
     *     <maxRise>8 %</maxRise>
     *     <maxRiseOverBaseline>0.1 %</maxRiseOverBaseline>
     *   </rule>
     * </rules>
     * }</pre>
     */
    @Parameter
    private List<Rule> rules;

    /**
     * Whether every figure must be what the baseline has: SVG, CSV and JSON to the byte.
     *
     * <pre>{@code <figuresUnchanged>true</figuresUnchanged>}</pre>
     */
    @Parameter(property = "dse.figuresUnchanged", defaultValue = "false")
    private boolean figuresUnchanged;

    /**
     * Whether a warning about the data is a violation.
     *
     * <pre>{@code <noWarnings>true</noWarnings>}</pre>
     */
    @Parameter(property = "dse.noWarnings", defaultValue = "false")
    private boolean noWarnings;

    /**
     * Where the JUnit XML report goes.
     *
     * <pre>{@code <junitFile>target/surefire-reports/TEST-dse.xml</junitFile>}</pre>
     */
    @Parameter(property = "dse.junitFile", defaultValue = "${project.build.directory}/dse-check/TEST-dse.xml")
    private File junitFile;

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() {
        var limits = new ArrayList<PerplexityRule>();
        List<Problem> unknown = rules == null
                ? List.of()
                : rules.stream().flatMap(rule -> rule.unknown().stream()).toList();
        if (!unknown.isEmpty()) {
            throw new DseException(unknown);
        }
        var general = Rule.of(maxPerplexity, maxRise, maxRiseOverBaseline);
        if (general.limits()) {
            limits.add(general.parsed());
        }
        if (rules != null) {
            rules.forEach(rule -> limits.add(rule.parsed()));
        }
        if (limits.isEmpty() && !figuresUnchanged && !noWarnings) {
            log().warn("No rule is set: dse:check enforces nothing. See mvn dse:help -Dgoal=check -Ddetail");
        }
        var enforced = new Gate.Rules(limits, figuresUnchanged, noWarnings);
        var check = new Check(content(), artifacts());
        int judged;
        if (BaselineMojo.follows(session())) {
            log().info("Compares with no baseline: dse:baseline, which this build runs next, writes it anew");
            judged = check.runBeforeBaseline(enforced, BuildPath.of(junitFile));
        } else {
            judged = check.run(enforced, baseline.toPath(), BuildPath.of(junitFile));
        }
        log().info(judged + " figures, numbers and rules are as they should be (" + shown(BuildPath.of(junitFile))
                + ")");
    }
}
