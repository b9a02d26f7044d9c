/* SPDX-License-Identifier: Apache-2.0 */
/** ONNX graphs of decoders that put out negative log-likelihoods: operators, shared blocks, one class an architecture. */
package io.github.dsemaven.perplexity.onnx;
