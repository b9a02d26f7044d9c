/* SPDX-License-Identifier: Apache-2.0 */
/** Design points and their measurements: selection, repeated measurements, aggregation; no files, no charts. */
package io.github.dsemaven.designspace;
