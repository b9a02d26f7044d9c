/* SPDX-License-Identifier: Apache-2.0 */
/** A corpus as one text, with where it came from. */
package io.github.dsemaven.perplexity.dataset;
