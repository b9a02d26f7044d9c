/* SPDX-License-Identifier: Apache-2.0 */
/** Files that are the same bytes everywhere: shortest decimals, JSON, atomic replacement. */
package io.github.dsemaven.artifact;
