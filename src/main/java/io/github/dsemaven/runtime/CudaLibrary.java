/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A library of CUDA that the CUDA build of ONNX Runtime links to; cuDNN and cuFFT are loaded only by operators that are
 * not used here.
 *
 * @param file name with the version of its interface, such as {@code libcublas.so.12}
 * @param needs what is needed, for people
 * @param source key of the artifact that holds it
 * @param symbol a function that too old a version lacks, or the empty string
 */
public record CudaLibrary(String file, String needs, String source, String symbol) {
    /** All that are needed, in the order they are loaded. */
    public static final List<CudaLibrary> ALL = List.of(
            new CudaLibrary("libcudart.so.12", "CUDA runtime 12.9", "cudart", "cudaLibraryGetKernel"),
            new CudaLibrary("libcublasLt.so.12", "cuBLAS 12", "cublas", ""),
            new CudaLibrary("libcublas.so.12", "cuBLAS 12", "cublas", ""),
            new CudaLibrary("libcurand.so.10", "cuRAND 10 of CUDA 12", "cudart", ""));

    /** Whether a file is this library in a version that serves. */
    boolean serves(Path candidate) {
        if (!Files.isRegularFile(candidate)) {
            return false;
        }
        try {
            return symbol.isEmpty() || contains(candidate, symbol);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean contains(Path file, String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            for (int from = 0; from <= bytes.limit() - wanted.length; from++) {
                int matched = 0;
                while (matched < wanted.length && bytes.get(from + matched) == wanted[matched]) {
                    matched++;
                }
                if (matched == wanted.length) {
                    return true;
                }
            }
        }
        return false;
    }
}
