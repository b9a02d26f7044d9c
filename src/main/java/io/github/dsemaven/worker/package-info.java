/* SPDX-License-Identifier: Apache-2.0 */
/** The forked JVM: the only place that runs ONNX Runtime. */
package io.github.dsemaven.worker;
