/* SPDX-License-Identifier: Apache-2.0 */
/** The NVIDIA cards of this machine, as the driver's own {@code nvidia-smi} describes them. */
package io.github.dsemaven.nvidia;
