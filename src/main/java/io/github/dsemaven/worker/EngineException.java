/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OrtException;

/** ONNX Runtime refused a graph or failed while running it. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineException(OrtException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the device had too little memory for a call. */
    boolean outOfMemory() {
        String message = String.valueOf(getMessage());
        return message.contains("Failed to allocate memory")
                || message.contains("out of memory")
                || message.contains("ALLOC_FAILED");
    }
}
