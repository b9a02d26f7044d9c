/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.onnx.Supply;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import io.github.dsemaven.perplexity.quantization.GroupCodes;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import io.github.dsemaven.perplexity.quantization.Nf4Codes;
import io.github.dsemaven.perplexity.quantization.Parallel;
import io.github.dsemaven.perplexity.quantization.QuantizationPlan;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.Treatment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint's weights in few bits: linear layers stay quantized and are restored while they are multiplied, so that a
 * model takes a quarter of the memory. Embedding and head, of which only rows are used or which are multiplied in parts, and
 * everything that a scheme leaves alone come from another source.
 *
 * <p>Groups whose size is a power of two from 16 to 256 are multiplied by MatMulNBits; others of up to 4 bits (fake_q3,
 * q3f16_1) are restored by DequantizeLinear before each product, because MatMulNBits has no form for them. More bits in such
 * groups come restored, because DequantizeLinear has no form for them on CUDA. NF4 is multiplied by MatMulBnb4. LLM.int8 has
 * integers of its own.
 */
final class LowBitWeights implements WeightSource {
    private static final Set<ModuleKind> LAYERS = Set.of(ModuleKind.LINEAR, ModuleKind.CONV1D, ModuleKind.EXPERT);
    private static final int SMALLEST_GROUP = 16;
    private static final int LARGEST_GROUP = 256;
    private static final int PIECE = 1 << 16;

    private final WeightSource others;
    private final QuantizationPlan plan;
    private final DType compute;
    private final int threads;
    private final Map<String, Supply> supplies = new HashMap<>();
    private final WeightFile file;

    /** @param others gives the weights that are restored, or kept */
    LowBitWeights(Checkpoint checkpoint, QuantizationScheme scheme, EngineSettings settings, WeightSource others) {
        this.file = WeightFile.of(checkpoint.byteLength() / 3);
        this.others = others;
        this.compute = settings.dtype();
        this.threads = settings.threads();
        this.plan = scheme.plan(
                new QuantizationScheme.Model(compute, checkpoint.configuration().tiedEmbeddings()));
    }

    /** Whether any weight would be left in few bits. */
    static boolean suit(QuantizationScheme scheme) {
        QuantizationPlan plan = scheme.plan(new QuantizationScheme.Model(DType.F16, false));
        return LAYERS.stream().map(kind -> plan.forTensor("", kind)).anyMatch(LowBitWeights::isLow);
    }

    private static boolean isLow(Treatment treatment) {
        return treatment instanceof Treatment.Group || treatment instanceof Treatment.Nf4;
    }

    @Override
    public boolean dependOnWindow() {
        return others.dependOnWindow();
    }

    @Override
    public Supply supply(Tensor tensor, ModuleKind kind) {
        Treatment treatment = plan.forTensor(tensor.name(), kind);
        if (LAYERS.contains(kind) && treatment instanceof Treatment.Group group) {
            Optional<GroupCodes.Layout> layout = layout(tensor, group);
            return layout.isEmpty()
                    ? others.supply(tensor, kind)
                    : supplies.computeIfAbsent(tensor.name(), name -> grouped(tensor, group, layout.get()));
        }
        if (LAYERS.contains(kind) && treatment instanceof Treatment.Nf4 nf4) {
            return supplies.computeIfAbsent(tensor.name(), name -> nf4(tensor, nf4));
        }
        return others.supply(tensor, kind);
    }

    /** The layout for an operator of ONNX Runtime, where one takes such groups. */
    private static Optional<GroupCodes.Layout> layout(Tensor tensor, Treatment.Group treatment) {
        GroupCodes.Layout rows = GroupCodes.Layout.of(tensor, treatment, false);
        boolean multiplied =
                Integer.bitCount(rows.group()) == 1 && rows.group() >= SMALLEST_GROUP && rows.group() <= LARGEST_GROUP;
        if (multiplied) {
            return Optional.of(GroupCodes.Layout.of(tensor, treatment, true));
        }
        return rows.bits() == 4 ? Optional.of(rows) : Optional.empty();
    }

    private Supply grouped(Tensor tensor, Treatment.Group treatment, GroupCodes.Layout layout) {
        boolean multiplied = layout.wholeGroups();
        GroupCodes weight = GroupCodes.quantize(tensor, treatment, layout, threads);
        DType scaleType = multiplied ? compute : GroupCodes.scaleType(treatment);
        return new Supply.Grouped(
                layout,
                write(weight.codes()),
                scaleType,
                write(bytes(weight.scales(), scaleType)),
                write(zeroPoints(weight, multiplied ? layout.groups() : weight.zeroPoints().length)));
    }

    private Supply nf4(Tensor tensor, Treatment.Nf4 treatment) {
        Nf4Codes weight = Nf4Codes.quantize(tensor, treatment.transposed(), threads);
        return new Supply.Nf4(
                weight.outputs(), weight.inputs(), write(weight.codes()), write(bytes(weight.scales(), compute)));
    }

    /** @param run zero points of which the first starts a byte */
    private static ByteBuffer zeroPoints(GroupCodes weight, int run) {
        byte[] points = weight.zeroPoints();
        if (weight.layout().bits() == 8) {
            return ByteBuffer.wrap(points);
        }
        int runBytes = (run + 1) / 2;
        byte[] packed = new byte[points.length / run * runBytes];
        for (int i = 0; i < points.length; i++) {
            int at = i % run;
            packed[i / run * runBytes + at / 2] |= (byte) (points[i] << 4 * (at % 2));
        }
        return ByteBuffer.wrap(packed);
    }

    private ByteBuffer bytes(float[] values, DType type) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes());
        Parallel.run(threads, (values.length + PIECE - 1) / PIECE, () -> task -> {
            int from = task * PIECE;
            int count = Math.min(PIECE, values.length - from);
            ByteBuffer piece =
                    bytes.slice(from * type.bytes(), count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = from; i < from + count; i++) {
                switch (type) {
                    case F32 -> piece.putFloat(values[i]);
                    case F16 -> piece.putShort(Half.fromFloat(values[i]));
                    default -> piece.putShort(BFloat16.fromFloat(values[i]));
                }
            }
        });
        return bytes;
    }

    private Tensor.FileRegion write(ByteBuffer bytes) {
        return file.write(bytes, threads);
    }

    @Override
    public void copied() {
        others.copied();
        removeFile();
    }

    @Override
    public void released() {
        others.released();
        removeFile();
    }

    private void removeFile() {
        supplies.clear();
        file.close();
    }
}
