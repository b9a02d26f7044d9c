/* SPDX-License-Identifier: Apache-2.0 */
/** The forked JVM: evaluates a request file and writes a result file; the only place that runs ONNX Runtime. */
package io.github.dsemaven.worker;
