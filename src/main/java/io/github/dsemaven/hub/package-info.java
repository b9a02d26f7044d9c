/* SPDX-License-Identifier: Apache-2.0 */
/** A model or data set of the Hugging Face hub by name: found in the cache of Hugging Face's own tools, or downloaded into it. */
package io.github.dsemaven.hub;
