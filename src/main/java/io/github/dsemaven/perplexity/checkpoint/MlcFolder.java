/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A folder as {@code mlc_llm convert_weight} and {@code gen_config} write it: what a device loads.
 *
 * @param configuration as {@code config.json} would have it
 * @param tensors under the names of transformers, with the values that the device computes with
 * @param files the shards
 */
record MlcFolder(ModelConfiguration configuration, SortedMap<String, Tensor> tensors, List<Path> files) {
    /** Whether a folder is one; a folder that holds the model in the Hugging Face layout too is read as that. */
    static boolean isOne(Path folder) {
        return Stream.concat(Stream.of(MlcConfiguration.FILE), MlcShards.LISTS.stream())
                        .anyMatch(name -> exists(folder, name))
                && TensorIndex.NAMES.stream().noneMatch(name -> exists(folder, name));
    }

    /**
     * Reads it.
     *
     * @throws io.github.dsemaven.diagnostic.DseException naming what is missing, damaged or not supported
     */
    static MlcFolder read(Path folder) {
        MlcConfiguration configuration = MlcConfiguration.read(folder);
        MlcShards shards = MlcShards.read(folder);
        return new MlcFolder(
                configuration.model(),
                new MlcTensors(folder, configuration).restored(shards.tensors()),
                shards.files());
    }

    private static boolean exists(Path folder, String name) {
        return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }
}
