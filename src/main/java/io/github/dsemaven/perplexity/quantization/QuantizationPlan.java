/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/** Decides for each weight of one model what a scheme does to it. */
@FunctionalInterface
public interface QuantizationPlan {
    /**
     * The treatment of a weight.
     *
     * @param name its name in the checkpoint, for rules that go by name
     * @param kind the module that it belongs to
     */
    Treatment forTensor(String name, ModuleKind kind);
}
