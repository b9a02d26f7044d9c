/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.nvidia;

/** Prints the cards of this machine, in a JVM whose path a test has chosen. */
public final class NvidiaSmiProbe {
    private NvidiaSmiProbe() {}

    /** One line a card. */
    public static void main(String[] arguments) {
        NvidiaSmi.ofThisMachine().cards().forEach(System.out::println);
    }
}
