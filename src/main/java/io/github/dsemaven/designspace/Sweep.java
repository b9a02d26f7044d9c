/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.util.BitSet;

/**
 * One column or metric of one tag with one measurement for each configuration.
 *
 * @param tag model tag
 * @param measurements in the order in which the configurations first appear
 * @param empty configurations left out because what counts is an empty cell
 * @param repeated configurations measured more than once
 * @param differing the numbers of those of them whose measurements differ
 * @param leastRatio smallest ratio of a later measurement to the first, over the differing ones; 1 if there are none
 * @param greatestRatio largest such ratio
 */
public record Sweep(
        String tag,
        Measurements measurements,
        int empty,
        int repeated,
        BitSet differing,
        double leastRatio,
        double greatestRatio) {}
