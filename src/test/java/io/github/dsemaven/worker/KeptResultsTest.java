/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptResultsTest {
    @TempDir
    Path folder;

    @Test
    void whatWasNotUsedForLongIsDeletedAndUseCounts() throws IOException {
        KeptResults results = new KeptResults(folder);
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(KeptResults.DAYS + 1)));
        Cause used = new Cause(Map.of("text", "1"));
        Cause unused = new Cause(Map.of("text", "2"));
        for (Cause cause : new Cause[] {used, unused}) {
            Files.setLastModifiedTime(Files.writeString(results.losses(cause), "losses"), longAgo);
        }

        results.used(used);
        results.prune(Instant.now());

        assertThat(results.losses(used)).exists();
        assertThat(results.losses(unused)).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsNoError() {
        new KeptResults(folder.resolve("none")).prune(Instant.now());
    }
}
