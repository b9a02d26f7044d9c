/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why the fork ended without finishing, in words.
 *
 * @param message what happened, a sentence without a final full stop
 * @param suggestion what to do about it
 */
public record ForkFailure(String message, String suggestion) {
    /** What the JVM exits with under {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int OUT_OF_HEAP = 3;

    private static final int SIGNALLED = 128;
    /** What the dynamic linkers say of a file that is empty, cut short or not theirs. */
    private static final List<String> DAMAGED =
            List.of("file too short", "invalid elf header", "not a mach-o file", "is not a valid win32 application");

    /** Explains an exit code, with what the child wrote to standard error as a witness. */
    public static ForkFailure explain(int exitCode, String standardError) {
        String witness = standardError.toLowerCase(Locale.ROOT);
        if (witness.contains("glibc_") && witness.contains("not found")) {
            return new ForkFailure(
                    "the native library needs a newer C library than this system has (" + line(standardError, "GLIBC_")
                            + ")",
                    Suggestions.needsNewerSystem());
        }
        Optional<String> damaged = DAMAGED.stream().filter(witness::contains).findFirst();
        if (damaged.isPresent()) {
            return new ForkFailure(
                    "a native library is damaged (" + line(standardError, damaged.get()) + ")", Suggestions.runAgain());
        }
        if (witness.contains("unsatisfiedlinkerror") || witness.contains("failed to load onnx-runtime")) {
            return new ForkFailure(
                    "a native library could not be loaded (" + line(standardError, "UnsatisfiedLinkError") + ")",
                    Suggestions.needsNewerSystem());
        }
        if (exitCode == OUT_OF_HEAP || witness.contains("java.lang.outofmemoryerror")) {
            return new ForkFailure(
                    "the forked JVM ran out of memory (" + line(standardError, "OutOfMemoryError") + ")",
                    Suggestions.moreHeap());
        }
        if (witness.contains("panicked at")) {
            // The tokenizer's is the only library written in Rust.
            return new ForkFailure(
                    "the library that reads tokenizer.json failed ("
                            + line(standardError, "panicked at").replaceAll("/\\S*/(?=[^/]+/src/)", "") + ")",
                    Suggestions.TOKENIZER_FAILS);
        }
        return switch (exitCode) {
            case SIGNALLED + 9 ->
                new ForkFailure(
                        "the forked JVM was killed (exit code 137, SIGKILL): most often by the system because memory ran out",
                        Suggestions.lessMemory());
            case SIGNALLED + 11 ->
                new ForkFailure(
                        "the forked JVM crashed in native code (exit code 139, SIGSEGV)", Suggestions.nativeCrash());
            case SIGNALLED + 6 ->
                new ForkFailure(
                        "the forked JVM crashed in native code (exit code 134, SIGABRT)", Suggestions.nativeCrash());
            case SIGNALLED + 4 ->
                new ForkFailure(
                        "the forked JVM met an instruction that this processor does not have (exit code 132, SIGILL)",
                        Suggestions.nativeCrash());
            case SIGNALLED + 7 ->
                new ForkFailure(
                        "a mapped file became unreadable (exit code 135, SIGBUS): it was cut short, or the disk is full",
                        Suggestions.lessMemory());
            case SIGNALLED + 2, SIGNALLED + 15 ->
                new ForkFailure("the forked JVM was stopped from outside (exit code " + exitCode + ")", "");
            default ->
                new ForkFailure(
                        "the forked JVM ended with exit code " + exitCode
                                + (standardError.isEmpty() ? "" : ": " + lastLine(standardError)),
                        "Run with -X to see all that it wrote");
        };
    }

    private static String line(String text, String part) {
        return text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(String::strip)
                .orElseGet(() -> lastLine(text));
    }

    private static String lastLine(String text) {
        return text.lines().reduce((first, second) -> second).map(String::strip).orElse("no message");
    }
}
