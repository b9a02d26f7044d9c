/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.OptionalDouble;

/**
 * What is known of the rows averaged in one point, in the column's own unit.
 *
 * @param mean arithmetic mean, exactly summed
 * @param n number of rows
 * @param min smallest
 * @param max largest
 * @param std sample standard deviation (n - 1); empty for n = 1
 * @param low lower end of the band, empty where there is none
 * @param high upper end of the band, empty where there is none
 */
public record Statistics(
        double mean, int n, double min, double max, OptionalDouble std, OptionalDouble low, OptionalDouble high) {}
