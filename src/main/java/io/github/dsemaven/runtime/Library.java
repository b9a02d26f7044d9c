/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import java.nio.file.Path;

/** A resolved artifact: its name and its file. */
public record Library(Coordinate coordinate, Path file) {}
