/* SPDX-License-Identifier: Apache-2.0 */
/** Shapes to pixels, the same ones on every JDK; see {@link io.github.dsemaven.chart.raster.Pixels}. */
package io.github.dsemaven.chart.raster;
