/* SPDX-License-Identifier: Apache-2.0 */
/** CSV files as typed columns, where every error knows its file, line and column. */
package io.github.dsemaven.csv;
