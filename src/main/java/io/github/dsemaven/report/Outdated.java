/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.provenance.Provenance;
import java.util.List;

/** Says what a report leaves out because it was made from files that have changed since. */
public final class Outdated {
    private final Provenance provenance;

    public Outdated(Provenance provenance) {
        this.provenance = provenance;
    }

    /** One warning a step; reports are not among them, for they are made from the others. */
    public void warn(Log log) {
        provenance.outdated().forEach((step, inputs) -> {
            if (!TradeOffs.goal(step).equals(Report.GOAL)) {
                log.warnOfMachine("Left out, for it is of an earlier state of the inputs: what dse:" + step.goal() + "@"
                        + step.execution() + " made from them (" + some(inputs) + "). Run it again");
            }
        });
    }

    private static String some(List<String> inputs) {
        return inputs.size() == 1 ? inputs.get(0) : inputs.get(0) + " and " + (inputs.size() - 1) + " more";
    }
}
