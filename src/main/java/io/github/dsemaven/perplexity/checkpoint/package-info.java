/* SPDX-License-Identifier: Apache-2.0 */
/** A model folder in the Hugging Face layout: its configuration, and its tensors as regions of mapped safetensors files. */
package io.github.dsemaven.perplexity.checkpoint;
