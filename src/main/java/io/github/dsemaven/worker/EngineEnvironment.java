/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

/**
 * ONNX Runtime's environment with its telemetry off. What it does before it can be told so is kept from it by the variable
 * {@code ORT_DISABLE_TELEMETRY}, which the fork is started with: otherwise version 1.29 looks a host of its maker up and
 * writes a device's number into the user's cache folder.
 */
final class EngineEnvironment {
    private EngineEnvironment() {}

    /** The one environment of this process. */
    static OrtEnvironment get() {
        return Quiet.ENVIRONMENT;
    }

    /** Started when it is first asked for. */
    private static final class Quiet {
        private static final OrtEnvironment ENVIRONMENT = start();

        private static OrtEnvironment start() {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try {
                environment.setTelemetry(false);
            } catch (OrtException e) {
                throw new EngineException(e);
            }
            return environment;
        }
    }
}
