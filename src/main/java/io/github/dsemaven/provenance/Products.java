/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.nio.file.Path;
import java.util.List;

/**
 * What a goal made, told to {@link Step#record}.
 *
 * @param files in any order
 * @param numbers in any order
 * @param warnings for readers of the files, in the order to be shown
 */
public record Products(List<ProducedFile> files, List<StepRecord.Quantity> numbers, List<String> warnings) {
    /** No product. */
    public static final Products NONE = new Products(List.of(), List.of(), List.of());

    /**
     * A file.
     *
     * @param path where it was written
     * @param from names of the inputs it was made from, as {@link Folders#inputName} gives them; empty for all
     */
    public record ProducedFile(Path path, List<String> from) {
        public ProducedFile {
            from = List.copyOf(from);
        }
    }

    public Products {
        files = List.copyOf(files);
        numbers = List.copyOf(numbers);
        warnings = List.copyOf(warnings);
    }
}
