/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void whatIsLeftOutHasTheSourceScriptsDefaults() {
        Evaluation evaluation = one(Map.of("hfModel", "models/tiny"));

        assertThat(evaluation.quantization().label()).isEqualTo("fp16");
        assertThat(evaluation.dataset()).isEqualTo(new DatasetChoice("wikitext2", "", true));
        assertThat(evaluation.split()).isEqualTo(Split.TEST);
        assertThat(evaluation.maxLength()).isEqualTo(2048);
        assertThat(evaluation.stride()).isEqualTo(512);
        assertThat(evaluation.devices().get(0).kind()).isEqualTo(Device.Kind.AUTO);
        assertThat(evaluation.protocol()).isEqualTo(Protocol.SOURCE);
        assertThat(evaluation.batch()).isEmpty();
        assertThat(evaluation.limit()).isEmpty();
        assertThat(evaluation.mlcModel()).isEmpty();
    }

    @Test
    void everyProblemOfEveryEvaluationIsReportedAtOnceWithItsElement() {
        var first = new EvaluationSettings(
                "<evaluation>[1]", Map.of("hfModel", "m", "stride", "4096", "quantization", "q4f16-1"));
        var second = new EvaluationSettings(
                "<evaluation>[2]", Map.of("maxLength", "many", "limit", "0", "device", "gpu", "batch", "-1"));

        DseException error = catchThrowableOfType(DseException.class, () -> Evaluation.all(List.of(first, second)));

        assertThat(error.problems())
                .extracting(Problem::place)
                .extracting(Object::toString)
                .containsExactly(
                        "<evaluation>[1] <quantization>",
                        "<evaluation>[1] <stride>",
                        "<evaluation>[2] <hfModel>",
                        "<evaluation>[2] <device>",
                        "<evaluation>[2] <maxLength>",
                        "<evaluation>[2] <batch>",
                        "<evaluation>[2] <limit>");
        assertThat(error.problems().get(0).suggestion()).startsWith("Did you mean \"q4f16_1\"?");
        assertThat(error.problems().get(1).message())
                .isEqualTo("stride 4096 is greater than maxLength 2048, so tokens would be left out");
    }

    @Test
    void anUnknownSettingIsNamedWithTheNearest() {
        DseException error =
                catchThrowableOfType(DseException.class, () -> one(Map.of("hfModel", "m", "maxLenght", "12")));

        assertThat(error)
                .hasMessageStartingWith("<evaluation>[1] <maxLenght>: unknown setting. Did you mean \"maxLength\"?");
    }

    @Test
    void anUnknownMlcModelNeedsAnHfModel() {
        DseException error =
                catchThrowableOfType(DseException.class, () -> one(Map.of("mlcModel", "HF://mlc-ai/Own-1B-MLC")));

        assertThat(error)
                .hasMessageStartingWith("<evaluation>[1] <hfModel>: is missing, and which model"
                        + " \"HF://mlc-ai/Own-1B-MLC\" was made from is not known. Set <hfModel>, or add");
    }

    @Test
    void defaultsFillWhatAnEvaluationLeavesOut() {
        var defaults = new EvaluationSettings("", Map.of("hfModel", "m", "stride", "256", "dtype", "bfloat16"));
        var own = new EvaluationSettings("<evaluation>[1]", Map.of("stride", "128", "device", " "));

        Evaluation evaluation =
                Evaluation.all(List.of(own.withDefaults(defaults))).get(0);

        assertThat(evaluation.stride()).isEqualTo(128);
        assertThat(evaluation.dtype()).isEqualTo(ComputeType.BFLOAT16);
        assertThat(evaluation.devices().get(0).kind()).isEqualTo(Device.Kind.AUTO);
    }

    @Test
    void aShortWindowBringsADefaultStrideThatFits() {
        assertThat(one(Map.of("hfModel", "m", "maxLength", "256")).stride()).isEqualTo(256);
    }

    @Test
    void aTextFileIsADataSetNamedAfterIt() {
        assertThat(one(Map.of("hfModel", "m", "dataset", "texts/my own.v2.txt")).dataset())
                .isEqualTo(new DatasetChoice("my_own.v2", "texts/my own.v2.txt", false));
        assertThat(one(Map.of("hfModel", "m", "dataset", "WikiText103", "datasetFile", "w.zip"))
                        .dataset())
                .isEqualTo(new DatasetChoice("wikitext103", "w.zip", true));
    }

    @Test
    void aMistypedDataSetIsNotTakenForAFile() {
        DseException error =
                catchThrowableOfType(DseException.class, () -> one(Map.of("hfModel", "m", "dataset", "wikitex2")));

        assertThat(error)
                .hasMessage(
                        "<evaluation>[1] <dataset>: unknown data set \"wikitex2\". Did you mean \"wikitext2\"? Valid"
                                + " values: wikitext2, wikitext103, a text file, organization/name:config:split:column");
    }

    @Test
    void twoTextsThatWouldShareAResultFileAreAProblem() {
        var first = new EvaluationSettings("<evaluation>[1]", Map.of("hfModel", "m", "dataset", "a/own.txt"));
        var second = new EvaluationSettings("<evaluation>[2]", Map.of("hfModel", "m", "dataset", "b/own.raw"));

        DseException error = catchThrowableOfType(DseException.class, () -> Evaluation.all(List.of(first, second)));

        assertThat(error)
                .hasMessage("<evaluation>[2] <dataset>: \"b/own.raw\" and \"a/own.txt\" would both be reported as own."
                        + " Give the files different names");
    }

    @Test
    void aLimitCutsTheWindowsAndShowsInTheSplit() {
        Evaluation evaluation = one(Map.of("hfModel", "m", "limit", "2"));

        assertThat(evaluation.windows(5000)).hasSize(2);
        assertThat(evaluation.windows(300)).hasSize(1);
        assertThat(evaluation.splitLabel()).isEqualTo("test (first 2 windows)");
    }

    @Test
    void aLimitThatLeavesNothingToScoreIsAProblem() {
        DseException error = catchThrowableOfType(
                DseException.class, () -> one(Map.of("hfModel", "m", "stride", "1", "limit", "1")));

        assertThat(error).hasMessageStartingWith("<evaluation>[1] <limit>: is 1, but with a stride of 1");
        assertThat(one(Map.of("hfModel", "m", "stride", "1", "limit", "1", "protocol", "hf"))
                        .windows(9))
                .hasSize(1);
    }

    @Test
    void devicesCarryTheirNumber() {
        assertThat(one(Map.of("hfModel", "m", "device", "cuda:1")).devices())
                .containsExactly(new Device(Device.Kind.CUDA, 1, "cuda:1"));
        assertThat(one(Map.of("hfModel", "m", "device", "vulkan:0"))
                        .devices()
                        .get(0)
                        .kind())
                .isEqualTo(Device.Kind.VULKAN);
    }

    @Test
    void severalDevicesShareAnEvaluation() {
        assertThat(one(Map.of("hfModel", "m", "devices", "cuda:0, cuda:1")).devices())
                .extracting(Device::index)
                .containsExactly(0, 1);
        assertThat(one(Map.of("hfModel", "m", "devices", "cpu,cpu")).devices()).hasSize(2);
        for (String wrong : List.of("cuda,cuda:0", "cpu,cuda", "auto,auto")) {
            assertThatThrownBy(() -> one(Map.of("hfModel", "m", "devices", wrong)))
                    .hasMessageStartingWith("<evaluation>[1] <devices>: \"" + wrong + "\" can't share an evaluation");
        }
    }

    @Test
    void aDeviceOfItsOwnReplacesSharedDevices() {
        var defaults = new EvaluationSettings("", Map.of("hfModel", "m", "device", "auto", "devices", "cpu,cpu"));

        assertThat(new EvaluationSettings("e", Map.of()).withDefaults(defaults).value("devices"))
                .contains("cpu,cpu");
        assertThat(new EvaluationSettings("e", Map.of("device", "cpu"))
                        .withDefaults(defaults)
                        .value("devices"))
                .isEmpty();
    }

    @Test
    void lowMemoryIsYesOrNo() {
        assertThat(one(Map.of("hfModel", "m")).lowMemory()).isFalse();
        assertThat(one(Map.of("hfModel", "m", "lowMemory", "true")).lowMemory()).isTrue();
        assertThatThrownBy(() -> one(Map.of("hfModel", "m", "lowMemory", "yes")))
                .hasMessageContaining("<lowMemory>: is \"yes\"");
    }

    private static Evaluation one(Map<String, String> values) {
        return Evaluation.all(List.of(new EvaluationSettings("<evaluation>[1]", values)))
                .get(0);
    }
}
