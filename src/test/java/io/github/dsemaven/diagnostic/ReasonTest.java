/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void failuresOfFilesAreToldWithoutClassesAndPaths() {
        assertThat(Reason.of(new AccessDeniedException("/a/b"))).isEqualTo("permission denied");
        assertThat(Reason.of(new UncheckedIOException(new NoSuchFileException("/a/b"))))
                .isEqualTo("no such file or folder");
        assertThat(Reason.of(new FileSystemException("/a/b", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(Reason.of(new FileSystemException("/a/b"))).isEqualTo("the system gives no reason");
        assertThat(Reason.of(new MalformedInputException(1))).isEqualTo("it is not UTF-8");
        assertThat(Reason.of(new IOException("Is a directory"))).isEqualTo("Is a directory");
        assertThat(Reason.of(new IOException())).isEqualTo("no reason is given");
    }

    @Test
    void malformedJsonIsToldByItsPositionAndNotByAdviceToProgrammers() {
        Throwable malformed = Assertions.catchThrowable(() -> JsonParser.parseString("{\"a\": 1,\n \"b\" 2}"));

        assertThat(Reason.of(malformed)).matches("it is malformed at line 2, column \\d+");
        assertThat(Reason.of(Assertions.catchThrowable(
                        () -> JsonParser.parseString("[1, 2, 3]").getAsJsonObject())))
                .isEqualTo("it holds JSON of another kind");
    }
}
