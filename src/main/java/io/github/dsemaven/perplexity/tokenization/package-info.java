/* SPDX-License-Identifier: Apache-2.0 */
/** Text to token ids, as the model's own tokenizer.json says. */
package io.github.dsemaven.perplexity.tokenization;
