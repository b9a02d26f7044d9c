/* SPDX-License-Identifier: Apache-2.0 */
/** Quantization schemes: which weights each touches, what it makes of them, and how many bits that takes. */
package io.github.dsemaven.perplexity.quantization;
