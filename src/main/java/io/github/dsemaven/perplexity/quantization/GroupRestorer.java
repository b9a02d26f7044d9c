/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.util.function.Supplier;

/** Quantizes and restores rows in groups. */
final class GroupRestorer implements Restorer {
    private final Tensor weight;
    private final WeightReader reader;
    private final GroupKernel kernel;
    private final int row;
    private final int group;
    private byte[] codes = new byte[0];

    private GroupRestorer(Tensor weight, Treatment.Group treatment) {
        this.weight = weight;
        FloatType type = FloatType.of(treatment.arithmetic());
        this.reader = new WeightReader(weight, type);
        this.kernel = new GroupKernel(treatment.format(), type);
        this.row = Math.toIntExact(weight.rowLength());
        this.group = treatment.format().groupSize(row);
    }

    static Supplier<Restorer> supplier(Tensor weight, Treatment.Group treatment) {
        return () -> new GroupRestorer(weight, treatment);
    }

    @Override
    public void restore(long from, int count, float[] into) {
        reader.read(from, into, count);
        if (codes.length < count) {
            codes = new byte[count];
        }
        for (int start = 0; start < count; start += row) {
            for (int column = 0; column < row; column += group) {
                int begin = start + column;
                int end = start + Math.min(column + group, row);
                if (!kernel.quantize(into, begin, end, codes)) {
                    throw NotFinite.at(weight, (from + start) / row);
                }
                float[] levels = kernel.levels();
                for (int i = begin; i < end; i++) {
                    into[i] = levels[codes[i] & 0xff];
                }
            }
        }
    }
}
