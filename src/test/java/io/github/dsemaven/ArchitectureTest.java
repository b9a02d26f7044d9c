/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of {@code src/site/markdown/architecture.md} as rules. */
@AnalyzeClasses(packages = "io.github.dsemaven", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "io.github.dsemaven.";

    /** Package to those of ours it may import; every one but {@code diagnostic} may import {@code artifact}. */
    private static final Map<String, List<String>> MAY_IMPORT = mayImport();

    private static Map<String, List<String>> mayImport() {
        Map<String, List<String>> may = new LinkedHashMap<>();
        may.put("diagnostic", List.of());
        may.put("artifact", List.of("diagnostic"));
        may.put("csv", List.of("diagnostic"));
        may.put("designspace", List.of("diagnostic", "csv"));
        may.put("figure", List.of("diagnostic", "csv", "designspace"));
        may.put("chart.raster", List.of());
        may.put("chart", List.of("diagnostic", "figure", "chart.raster"));
        may.put("provenance", List.of("diagnostic"));
        may.put("plot", List.of("diagnostic", "csv", "designspace", "figure", "chart", "provenance"));
        may.put("perplexity.checkpoint", List.of("diagnostic"));
        may.put("perplexity.quantization", List.of("diagnostic", "perplexity.checkpoint"));
        may.put("perplexity.dataset", List.of("diagnostic"));
        may.put("perplexity.tokenization", List.of("diagnostic"));
        may.put("perplexity.onnx", List.of("diagnostic", "perplexity.checkpoint", "perplexity.quantization"));
        may.put(
                "perplexity",
                List.of(
                        "diagnostic",
                        "perplexity.checkpoint",
                        "perplexity.quantization",
                        "perplexity.dataset",
                        "perplexity.tokenization"));
        may.put("exchange", List.of("diagnostic", "perplexity", "perplexity.checkpoint", "perplexity.quantization"));
        may.put("hub", List.of("diagnostic"));
        may.put("nvidia", List.of());
        may.put(
                "runtime",
                List.of(
                        "diagnostic",
                        "exchange",
                        "hub",
                        "nvidia",
                        "perplexity",
                        "perplexity.quantization",
                        "provenance"));
        may.put(
                "worker",
                List.of(
                        "diagnostic",
                        "exchange",
                        "nvidia",
                        "provenance",
                        "perplexity",
                        "perplexity.checkpoint",
                        "perplexity.quantization",
                        "perplexity.dataset",
                        "perplexity.tokenization",
                        "perplexity.onnx"));
        may.put("report", List.of("diagnostic", "csv", "designspace", "figure", "chart", "provenance", "perplexity"));
        return may;
    }

    @ArchTest
    static void packagesImportOnlyWhatTheTableAllows(com.tngtech.archunit.core.domain.JavaClasses classes) {
        MAY_IMPORT.forEach((name, allowed) -> {
            List<String> permitted = new ArrayList<>(allowed);
            permitted.add(name);
            permitted.add("diagnostic".equals(name) ? name : "artifact");
            String[] forbidden = allPackages().stream()
                    .filter(other -> !permitted.contains(other))
                    .map(other -> BASE + other)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(BASE + name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(true)
                    .check(classes);
        });
    }

    private static List<String> allPackages() {
        List<String> all = new ArrayList<>(MAY_IMPORT.keySet());
        all.add("mojo");
        return all;
    }

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.github.dsemaven.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyMojosKnowThePluginApi =
            only("mojo", "org.apache.maven.plugin..", "org.apache.maven.project..");

    @ArchTest
    static final ArchRule onlyRuntimeAndMojosKnowTheResolver = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + "runtime", BASE + "mojo")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.aether..");

    @ArchTest
    static final ArchRule onlyChartDraws = only(
            "chart..",
            "org.jfree..",
            "org.apache.pdfbox..",
            "org.apache.fontbox..",
            "de.rototor..",
            "java.awt..",
            "javax.imageio..");

    @ArchTest
    static final ArchRule onlyTheWorkerKnowsOnnxRuntime = only("worker", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule telemetryIsOffWhereverTheEngineStarts = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(BASE + "worker.EngineEnvironment$Quiet")
            .should()
            .callMethodWhere(target(name("getEnvironment")));

    @ArchTest
    static final ArchRule onlyGraphsKnowOnnx = only("perplexity.onnx", "ai.onnx.proto..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule onlyTokenizationKnowsDjl = only("perplexity.tokenization", "ai.djl..");

    @ArchTest
    static final ArchRule onlyDataSetsKnowParquet = only(
            "perplexity.dataset",
            "org.apache.parquet..",
            "org.apache.hadoop..",
            "blue.strategic.parquet..",
            "io.airlift.compress..");

    private static ArchRule only(String owner, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + owner)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }
}
