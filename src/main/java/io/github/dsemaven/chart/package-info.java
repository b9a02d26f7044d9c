/* SPDX-License-Identifier: Apache-2.0 */
/** Pictures: a figure laid out on a page, drawn by JFreeChart, and written as SVG, PNG and PDF with the same bytes everywhere. */
package io.github.dsemaven.chart;
