/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.perplexity.BaseModels;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.runtime.CudaSource;
import io.github.dsemaven.runtime.EvaluationRequest;
import io.github.dsemaven.runtime.EvaluationService;
import io.github.dsemaven.runtime.HubAccess;
import io.github.dsemaven.runtime.ProgressBar;
import io.github.dsemaven.runtime.ProgressLog;
import io.github.dsemaven.runtime.SuggestedEvaluations;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Evaluates the perplexity of Hugging Face checkpoints, quantized in memory, on a text: in Java on ONNX Runtime, in a
 * JVM of its own. Writes {@code <dataset>_ppl_results.csv}, which {@code dse:plot-ppl} draws, and
 * {@code <dataset>_ppl_details.json}: of the evaluations in the POM and no others, or, from the command line, beside those
 * that are still current. One evaluation needs no POM:
 *
 * <pre>{@code mvn dse:eval-ppl -Ddse.hfModel=models/tiny-llama -Ddse.quantization=4bit -Ddse.dataset=text.txt}</pre>
 */
@Mojo(name = "eval-ppl", defaultPhase = LifecyclePhase.INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class EvalPplMojo extends AbstractProjectMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.eval-ppl.skip", defaultValue = "false")
    private boolean skipGoal;

    /**
     * What to evaluate. What an evaluation leaves out comes from the parameter of the same name beside this one. Without
     * this list, those parameters are the one evaluation there is; without a model among them, every model folder in
     * {@code dse/models} is evaluated on every text ({@code .txt}, {@code .raw}) in {@code dse/texts}, unquantized and in
     * each scheme that a sweep of the model in {@code dse} is named after.
     *
     * <pre>{@code
     * <hfModel>models/Llama-3-8B</hfModel>
     * <dataset>wikitext2</dataset>
     * <evaluations>
     *   <evaluation>
     *     <quantization>fp16</quantization>
     *   </evaluation>
     *   <evaluation>
     *     <mlcModel>HF://mlc-ai/Llama-3-8B-Instruct-q4f16_1-MLC</mlcModel>
     *     <quantization>q4f16_1</quantization>
     *   </evaluation>
     * </evaluations>
     * }</pre>
     */
    @Parameter
    private List<Evaluation> evaluations;

    /**
     * The model: a folder relative to the project, with {@code config.json}, {@code tokenizer.json} and
     * {@code *.safetensors}; or its name on the Hugging Face hub, at a branch, tag or commit where {@code @} follows. A name
     * is looked for in the cache of Hugging Face's own tools first, and downloaded into it where it is not there.
     *
     * <pre>{@code <hfModel>meta-llama/Meta-Llama-3-8B</hfModel>}</pre>
     */
    @Parameter(property = "dse.hfModel")
    private String hfModel;

    /**
     * The MLC model that an evaluation stands for, recorded in the results. Where {@code hfModel} is missing, it names model
     * and scheme: those that it was compiled from.
     *
     * <pre>{@code <mlcModel>HF://mlc-ai/Llama-3-8B-Instruct-q4f16_1-MLC</mlcModel>}</pre>
     */
    @Parameter(property = "dse.mlcModel")
    private String mlcModel;

    /**
     * Which models MLC models were compiled from, for those that the table of this plugin lacks and whose model card does not
     * say it: names on the hub, or folders, by the MLC model's name without its quantization.
     *
     * <pre>{@code
     * <baseModels>
     *   <My-1B-Instruct>my-org/My-1B-Instruct</My-1B-Instruct>
     * </baseModels>
     * }</pre>
     */
    @Parameter
    private Map<String, String> baseModels;

    /**
     * What happens to the weights: {@code fp16} (nothing), {@code fake_q3}, {@code 4bit} (bitsandbytes nf4),
     * {@code 8bit} (LLM.int8), MLC's {@code q3f16_0}, {@code q3f16_1}, {@code q4f16_0}, {@code q4f16_1},
     * {@code q4f16_2}, {@code q4f32_1}, {@code q4bf16_1}, {@code q0f16}, {@code q0f32}, or a group scheme of your own such
     * as {@code w4g64-asym-head}. Without it {@code fp16}, or the scheme in the MLC model's name where that names the model.
     *
     * <pre>{@code <quantization>q4f16_1</quantization>}</pre>
     */
    @Parameter(property = "dse.quantization")
    private String quantization;

    /**
     * The text: {@code wikitext2}, {@code wikitext103}, a column of a data set on the Hugging Face hub
     * ({@code organization/name:configuration:split:column}), or a file relative to the project: a column of a Parquet or JSON
     * Lines file ({@code data/own.parquet#page}), a {@code .raw} file by the row rule of WikiText, any other file as it is.
     *
     * <pre>{@code <dataset>text/own.txt</dataset>}</pre>
     */
    @Parameter(property = "dse.dataset", defaultValue = "wikitext2")
    private String dataset;

    /**
     * Where {@code wikitext2} or {@code wikitext103} lies: the raw file, the distributed zip, or a Parquet file of the hub.
     * Without it, in the cache of the Hugging Face hub, or downloaded into it.
     *
     * <pre>{@code <datasetFile>data/wikitext-2-raw-v1.zip</datasetFile>}</pre>
     */
    @Parameter(property = "dse.datasetFile")
    private String datasetFile;

    /**
     * The part of the data set: {@code test}, {@code validation} or {@code train}.
     *
     * <pre>{@code <split>validation</split>}</pre>
     */
    @Parameter(property = "dse.split", defaultValue = "test")
    private String split;

    /**
     * Tokens in a context window.
     *
     * <pre>{@code <maxLength>4096</maxLength>}</pre>
     */
    @Parameter(property = "dse.maxLength", defaultValue = "2048")
    private String maxLength;

    /**
     * Tokens from the start of a window to the start of the next: 1 to {@code maxLength}. Without it 512, or
     * {@code maxLength} where that is less.
     *
     * <pre>{@code <stride>1024</stride>}</pre>
     */
    @Parameter(property = "dse.stride")
    private String stride;

    /**
     * Where to compute: {@code cpu}, {@code cuda}, {@code cuda:1}, or {@code auto}, which is CUDA where there is an NVIDIA
     * driver and the CPU, with a warning, elsewhere. {@code vulkan:0} falls back likewise.
     *
     * <pre>{@code <device>cuda:1</device>}</pre>
     */
    @Parameter(property = "dse.device", defaultValue = "auto")
    private String device;

    /**
     * Several devices that share the windows of an evaluation, which gives the number of one: different cards, or
     * {@code cpu} as often as there shall be workers on the CPU. Replaces {@code device}.
     *
     * <pre>{@code <devices>cuda:0,cuda:1</devices>}</pre>
     */
    @Parameter(property = "dse.devices")
    private String devices;

    /**
     * The type to compute in: {@code float32}, {@code float16}, {@code bfloat16}, or {@code auto}, which is float32 on the
     * CPU and float16 on CUDA.
     *
     * <pre>{@code <dtype>bfloat16</dtype>}</pre>
     */
    @Parameter(property = "dse.dtype", defaultValue = "auto")
    private String dtype;

    /**
     * Windows and formula: {@code source} (the Python script's own), {@code exact} (total negative log-likelihood over
     * scored tokens), {@code hf} (the transformers document's), {@code disjoint} (windows side by side).
     *
     * <pre>{@code <protocol>exact</protocol>}</pre>
     */
    @Parameter(property = "dse.protocol", defaultValue = "source")
    private String protocol;

    /**
     * Context windows in one call; {@code auto} fits the memory. The result does not depend on it.
     *
     * <pre>{@code <batch>4</batch>}</pre>
     */
    @Parameter(property = "dse.batch", defaultValue = "auto")
    private String batch;

    /**
     * Evaluates only that many windows, for a quick look; every output says that it is partial.
     *
     * <pre>{@code <limit>10</limit>}</pre>
     */
    @Parameter(property = "dse.limit")
    private String limit;

    /**
     * Whether weights stay quantized in the card's memory and are restored a block at a time: slower, for a model that
     * does not fit otherwise.
     *
     * <pre>{@code <lowMemory>true</lowMemory>}</pre>
     */
    @Parameter(property = "dse.lowMemory", defaultValue = "false")
    private boolean lowMemory;

    /**
     * Folder of the result files.
     *
     * <pre>{@code <outputDirectory>target/ppl</outputDirectory>}</pre>
     */
    @Parameter(property = "dse.outputDirectory", defaultValue = "${project.build.directory}/dse")
    private File outputDirectory;

    /**
     * Makes every warning a failure, after all has been evaluated.
     *
     * <pre>{@code <strict>true</strict>}</pre>
     */
    @Parameter(property = "dse.strict", defaultValue = "false")
    private boolean strict;

    /**
     * Threads to compute with; one for each processor without it.
     *
     * <pre>{@code <threads>4</threads>}</pre>
     */
    @Parameter(property = "dse.threads")
    private String threads;

    /**
     * Whether a model that the Hugging Face cache lacks is downloaded: {@code auto}, unless Maven or the hub's tools are
     * offline ({@code -o}, {@code HF_HUB_OFFLINE}), or {@code never}.
     *
     * <pre>{@code <downloads>never</downloads>}</pre>
     */
    @Parameter(property = "dse.downloads", defaultValue = "auto")
    private String downloads;

    /**
     * Where the libraries of CUDA come from that the system lacks: {@code system} (nowhere) or {@code maven}, which fetches
     * them once, 2.4 GB, so that the NVIDIA driver is all a machine needs.
     *
     * <pre>{@code <cudaLibraries>maven</cudaLibraries>}</pre>
     */
    @Parameter(property = "dse.cudaLibraries", defaultValue = "system")
    private String cudaLibraries;

    /**
     * Options for the forked JVM.
     *
     * <pre>{@code
     * <jvmArguments>
     *   <jvmArgument>-Xmx4g</jvmArgument>
     * </jvmArguments>
     * }</pre>
     */
    @Parameter(property = "dse.jvmArguments")
    private List<String> jvmArguments;

    private final RepositorySystem repositorySystem;

    /** Takes Maven's resolver. */
    @Inject
    public EvalPplMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() throws MojoExecutionException {
        EvaluationService service = new EvaluationService(
                pluginFiles().resolver(repositorySystem, session()),
                pluginFiles().ownClasses(),
                Path.of(System.getProperty("java.home")),
                this::progress,
                log());
        EvaluationRequest request = request();
        if (request.evaluations().isEmpty() && OtherGoal.called(getPluginContext())) {
            log().debug("Nothing to evaluate: no <evaluations>, no <hfModel>, no model in dse/models");
            return;
        }
        try {
            service.run(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    private Consumer<Event> progress(Log log) {
        boolean person = session().getRequest().isInteractiveMode() && getLog().isInfoEnabled() && Terminal.isPresent();
        return person ? new ProgressBar(log, System.out, System::nanoTime) : new ProgressLog(log, System::nanoTime);
    }

    private EvaluationRequest request() {
        EvaluationSettings defaults = new EvaluationSettings("", defaults());
        List<EvaluationSettings> all = new ArrayList<>();
        if (evaluations == null || evaluations.isEmpty()) {
            if (defaults.value("hfModel").isPresent()
                    || defaults.value("mlcModel").isPresent()) {
                all.add(defaults);
            } else {
                SuggestedEvaluations.of(base())
                        .forEach(values ->
                                all.add(new EvaluationSettings(values.get("hfModel"), values).withDefaults(defaults)));
            }
        } else {
            for (int i = 0; i < evaluations.size(); i++) {
                String element = "<evaluation>[" + (i + 1) + "]";
                Evaluation given = Objects.requireNonNullElseGet(evaluations.get(i), Evaluation::new);
                all.add(new EvaluationSettings(element, given).withDefaults(defaults));
            }
        }
        return new EvaluationRequest(
                execution(),
                all,
                new BaseModels(baseModels == null ? Map.of() : baseModels),
                folders(),
                BuildPath.of(outputDirectory),
                hub(),
                userCache(),
                threads(),
                strict,
                CudaSource.parse(Place.of("<cudaLibraries>"), cudaLibraries),
                jvmArguments == null ? List.of() : jvmArguments);
    }

    private HubSettings hub() {
        return HubAccess.of(
                session().getRepositorySession(),
                downloads,
                HubMirror.of(session().getSettings().getMirrors()),
                System.getenv(),
                Path.of(System.getProperty("user.home")));
    }

    /** What holds for every evaluation that does not say otherwise. */
    private Map<String, String> defaults() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("hfModel", hfModel);
        given.put("mlcModel", mlcModel);
        given.put("quantization", quantization);
        given.put("dataset", dataset);
        given.put("datasetFile", datasetFile);
        given.put("split", split);
        given.put("maxLength", maxLength);
        given.put("stride", stride);
        given.put("device", device);
        given.put("devices", devices);
        given.put("dtype", dtype);
        given.put("protocol", protocol);
        given.put("batch", batch);
        given.put("limit", limit);
        given.put("lowMemory", Boolean.toString(lowMemory));
        return given;
    }

    private OptionalInt threads() {
        if (threads == null || threads.isBlank()) {
            return OptionalInt.empty();
        }
        if (!threads.strip().matches("[1-9]\\d{0,3}")) {
            throw new DseException(
                    Place.of("<threads>"), "\"" + threads + "\" is not a number of threads", "Use 1 or more");
        }
        return OptionalInt.of(Integer.parseInt(threads.strip()));
    }
}
