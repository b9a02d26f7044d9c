/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of families against the families. */
class FamilyPageTest {
    @Test
    void everyFamilyHasItsRow() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/model-families.md"));
        List<String> rows = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .filter(name -> !name.equals("model_type"))
                .sorted()
                .toList();

        assertThat(rows).isEqualTo(Family.names());
    }
}
