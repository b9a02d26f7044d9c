/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Element types by their ONNX numbers, and constants written in them. */
final class Types {
    static final int INT64 = DataType.INT64.getNumber();
    static final int INT32 = DataType.INT32.getNumber();
    static final int INT8 = DataType.INT8.getNumber();
    static final int UINT8 = DataType.UINT8.getNumber();
    static final int UINT4 = DataType.UINT4.getNumber();
    static final int BOOL = DataType.BOOL.getNumber();
    static final int FLOAT = DataType.FLOAT.getNumber();

    private Types() {}

    /** The ONNX number of a checkpoint's type. */
    static int of(DType dtype) {
        return switch (dtype) {
            case F32 -> FLOAT;
            case F16 -> DataType.FLOAT16.getNumber();
            case BF16 -> DataType.BFLOAT16.getNumber();
            case I8 -> INT8;
            case U8 -> UINT8;
            default -> throw new IllegalArgumentException(dtype + " is no type of a weight");
        };
    }

    /** Values rounded to a type, as raw data. */
    static ByteString raw(DType dtype, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (dtype) {
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(Half.fromFloat(value));
                case BF16 -> bytes.putShort(BFloat16.fromFloat(value));
                default -> throw new IllegalArgumentException(dtype + " is no type of a constant");
            }
        }
        return ByteString.copyFrom(bytes.flip());
    }
}
