/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

/** Where messages for the user go: Maven's log, seen from here. */
public interface Console {
    /** Shown with {@code -X} only. */
    void debug(String text);

    /** Shown unless {@code -q}. */
    void info(String text);

    /** Always shown. */
    void warn(String text);
}
