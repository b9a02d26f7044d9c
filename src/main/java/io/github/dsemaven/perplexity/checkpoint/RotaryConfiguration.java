/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

/**
 * A rotary position embedding in the half-rotation layout.
 *
 * @param theta base of the frequencies
 * @param dimensions how many leading dimensions of each head are rotated, even
 * @param maxPositions positions of the model, from which dynamic scaling starts
 */
public record RotaryConfiguration(double theta, int dimensions, int maxPositions, RotaryScaling scaling) {}
