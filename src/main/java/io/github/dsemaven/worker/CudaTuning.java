/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.util.Map;
import java.util.TreeMap;

/**
 * What can be turned on a GPU; results depend on none of it beyond the rounding of the type.
 *
 * @param lanes calls in flight at a time: while one waits for its numbers the next computes
 * @param logits elements of the logits that exist at a time, in each call
 * @param providerOptions options of ONNX Runtime's CUDA provider beside the fixed ones
 */
record CudaTuning(int lanes, long logits, Map<String, String> providerOptions) {
    /** A second call in flight gained 0.3 % on an H100 and took 5 GiB: see performance.md. */
    static final CudaTuning DEFAULT = new CudaTuning(1, 64L << 20, Map.of());

    CudaTuning {
        providerOptions = Map.copyOf(new TreeMap<>(providerOptions));
    }
}
