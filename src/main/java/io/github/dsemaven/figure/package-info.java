/* SPDX-License-Identifier: Apache-2.0 */
/** What to draw, as data: the figures of each goal with their axes, facets, series, points and caption. */
package io.github.dsemaven.figure;
