/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a checkpoint's head is its embedding, decided as in transformers 5: {@code tie_word_embeddings} ties the two only
 * where the weights do not hold both with different values, and whichever of the two is there stands for the other.
 *
 * @param tied whether the head is the embedding
 * @param tensors under the names that the family uses
 * @param warning where the weights contradict the configuration
 */
record OwnHead(boolean tied, SortedMap<String, Tensor> tensors, Optional<String> warning) {
    private static final int PIECE = 1 << 16;

    /**
     * @throws DseException where there is no head at all
     */
    static OwnHead of(Path folder, ModelConfiguration configuration, SortedMap<String, Tensor> tensors) {
        HeadNames names = configuration.family().headNames();
        Tensor own = tensors.get(names.ownWeight());
        Tensor embedding = tensors.getOrDefault(names.embeddingWeight(), tensors.get(names.baseEmbeddingWeight()));
        if (!configuration.tiedEmbeddings()) {
            if (own == null && embedding != null) {
                throw noHead(folder, names);
            }
            return new OwnHead(false, tensors, Optional.empty());
        }
        if (own == null) {
            return new OwnHead(true, tensors, Optional.empty());
        }
        if (embedding == null) {
            return new OwnHead(true, renamed(tensors, own, names.embeddingWeight()), Optional.empty());
        }
        return same(own, embedding)
                ? new OwnHead(true, tensors, Optional.empty())
                : new OwnHead(false, tensors, Optional.of(different(names, embedding)));
    }

    private static SortedMap<String, Tensor> renamed(SortedMap<String, Tensor> tensors, Tensor own, String name) {
        SortedMap<String, Tensor> renamed = new TreeMap<>(tensors);
        renamed.remove(own.name());
        renamed.put(name, own.named(name));
        return renamed;
    }

    private static DseException noHead(Path folder, HeadNames names) {
        return new DseException(
                Place.of(folder.toString()),
                "holds no head (" + names.ownWeight()
                        + "), and its config.json does not tie it to the embedding (tie_word_embeddings)",
                Suggestions.noHead());
    }

    private static String different(HeadNames names, Tensor embedding) {
        return "config.json ties the head to the embedding (tie_word_embeddings), but the weights hold "
                + names.ownWeight() + " with other values than " + embedding.name()
                + "; this head is used, as in transformers 5";
    }

    /** By value, as {@code torch.equal} compares. */
    private static boolean same(Tensor own, Tensor embedding) {
        if (!Arrays.equals(own.shape(), embedding.shape())
                || !own.dtype().isFloat()
                || !embedding.dtype().isFloat()) {
            return false;
        }
        float[] left = new float[PIECE];
        float[] right = new float[PIECE];
        for (long from = 0; from < own.elements(); from += PIECE) {
            int count = (int) Math.min(PIECE, own.elements() - from);
            if (!sameBytes(own, embedding, from, count)) {
                own.read(from, left, 0, count);
                embedding.read(from, right, 0, count);
                for (int i = 0; i < count; i++) {
                    if (left[i] != right[i]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean sameBytes(Tensor own, Tensor embedding, long from, int count) {
        int size = own.dtype().bytes();
        ByteBuffer bytes = own.bytes(from * size, count * size);
        return own.dtype() == embedding.dtype() && bytes.mismatch(embedding.bytes(from * size, count * size)) < 0;
    }
}
