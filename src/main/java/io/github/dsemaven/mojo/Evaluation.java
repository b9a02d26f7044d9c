/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.util.LinkedHashMap;

/**
 * One element of {@code <evaluations>}: text by element name, the names being those of the parameters of
 * {@code dse:eval-ppl} that hold for all evaluations. A class of its own, because Maven reads a list of maps only where
 * the type of its elements is one.
 */
public final class Evaluation extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1;

    /** As Maven makes it, to fill it. */
    public Evaluation() {}
}
