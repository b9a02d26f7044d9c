/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files on their way to their place: each says which process writes it, so that what a killed one left can be told
 * from what a living one still needs.
 */
public final class TemporaryName {
    /** Process numbers mean nothing on another machine, in another container or before the last start. */
    private static final String SYSTEM = Sha256.of(system()).substring(0, 8);

    private static final Pattern OWNED = Pattern.compile("\\..+\\.(\\p{XDigit}{8})-(\\d{1,18})-\\p{XDigit}{12}\\.tmp");
    /** As earlier builds of this plugin named them. */
    private static final Pattern FORMER =
            Pattern.compile("\\..+\\.\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\.tmp"
                    + "|\\p{XDigit}{32}-\\d+-\\d+\\.new|unpacking\\d+");

    private static final Duration AGE_OF_FOREIGN = Duration.ofDays(1);

    private TemporaryName() {}

    /** A name that no other file has, to stand beside the final one. */
    public static String of(String name) {
        String unique = UUID.randomUUID().toString();
        return "." + name + "." + SYSTEM + "-" + ProcessHandle.current().pid() + "-"
                + unique.substring(unique.length() - 12) + ".tmp";
    }

    /** Whether a file has such a name and its process is gone; of another machine's, whether it is more than a day old. */
    public static boolean abandoned(Path file) {
        String name = file.getFileName().toString();
        Matcher owned = OWNED.matcher(name);
        if (!owned.matches()) {
            return FORMER.matcher(name).matches();
        }
        return owned.group(1).equals(SYSTEM)
                ? ProcessHandle.of(Long.parseLong(owned.group(2))).isEmpty()
                : old(file);
    }

    private static boolean old(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(Instant.now().minus(AGE_OF_FOREIGN));
        } catch (IOException e) {
            return false;
        }
    }

    private static String system() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | RuntimeException e) {
            return host();
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "";
        }
    }
}
