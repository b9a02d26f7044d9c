/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person is watching. */
final class Terminal {
    private Terminal() {}

    static boolean isPresent() {
        Console console = System.console();
        if (console == null || System.getenv("CI") != null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // Since Java 22 there may be a console without a terminal, and a method that tells.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
