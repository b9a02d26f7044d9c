/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Low-rank weights that peft keeps in files of their own, and transformers loads together with the model beside them. */
final class Adapter {
    private static final List<String> FILES =
            List.of("adapter_config.json", "adapter_model.safetensors", "adapter_model.bin");

    private Adapter() {}

    /** @throws DseException where a folder holds an adapter: a number without it would be another model's */
    static void refuse(Path folder) {
        Optional<String> file = FILES.stream()
                .filter(name -> Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
                .findFirst();
        if (file.isPresent()) {
            boolean alone = !Files.exists(folder.resolve("config.json"), LinkOption.NOFOLLOW_LINKS);
            throw new DseException(
                    Place.of(folder.toString()),
                    alone
                            ? "holds an adapter (" + file.get() + ") and no model"
                            : "holds an adapter (" + file.get() + ") beside the model, which is not merged here",
                    Suggestions.mergeAdapter(alone));
        }
    }
}
