/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Suggestions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkFailureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "137 | killed (exit code 137, SIGKILL): most often by the system because memory ran out",
                "139 | crashed in native code (exit code 139, SIGSEGV)",
                "134 | crashed in native code (exit code 134, SIGABRT)",
                "132 | an instruction that this processor does not have (exit code 132, SIGILL)",
                "135 | a mapped file became unreadable (exit code 135, SIGBUS)",
                "143 | stopped from outside (exit code 143)",
                "77 | ended with exit code 77"
            })
    void everyWayToDieHasWords(int exitCode, String words) {
        assertThat(ForkFailure.explain(exitCode, "").message()).contains(words);
    }

    /** It used to be told as a system that is too old. */
    @Test
    void aDamagedLibraryIsNotTakenForAnOldSystem() {
        ForkFailure failure =
                ForkFailure.explain(1, "java.lang.UnsatisfiedLinkError: /c/libonnxruntime.so: file too short");

        assertThat(failure.message())
                .isEqualTo(
                        "a native library is damaged (java.lang.UnsatisfiedLinkError: /c/libonnxruntime.so: file too "
                                + "short)");
        assertThat(failure.suggestion()).startsWith("Run again");
    }

    @Test
    void whatWasWrittenToStandardErrorExplainsMoreThanTheCode() {
        assertThat(ForkFailure.explain(3, "Terminating due to java.lang.OutOfMemoryError: Java heap space")
                        .message())
                .isEqualTo("the forked JVM ran out of memory (Terminating due to java.lang.OutOfMemoryError: Java heap "
                        + "space)");
        assertThat(ForkFailure.explain(1, "a\njava.lang.UnsatisfiedLinkError: no x in path\nb")
                        .message())
                .isEqualTo("a native library could not be loaded (java.lang.UnsatisfiedLinkError: no x in path)");
        assertThat(ForkFailure.explain(1, "Unrecognized option: -XX:nonsense\nError: Could not create the JVM")
                        .message())
                .isEqualTo("the forked JVM ended with exit code 1: Error: Could not create the JVM");
    }

    @Test
    void aPanicOfTheTokenizersLibraryNamesItsFile() {
        ForkFailure failure = ForkFailure.explain(
                134,
                "thread '<unnamed>' panicked at /home/x/.cargo/tokenizers-0.21.4/src/models/unigram/model.rs:12:3:\nindex out of bounds");

        assertThat(failure.message())
                .contains("the library that reads tokenizer.json failed")
                .contains("panicked at tokenizers-0.21.4/src/models/unigram/model.rs:12:3");
        assertThat(failure.suggestion()).isEqualTo(Suggestions.TOKENIZER_FAILS);
    }
}
