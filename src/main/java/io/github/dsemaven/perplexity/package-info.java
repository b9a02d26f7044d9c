/* SPDX-License-Identifier: Apache-2.0 */
/** Evaluations: settings, windows over the tokens, protocols, statistics of negative log-likelihoods, result files. */
package io.github.dsemaven.perplexity;
