/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.chart.RenderMetadata;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.provenance.FileDigests;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.Step;
import io.github.dsemaven.provenance.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What determines the figures of a goal, for the decision whether to draw them and for the manifest. */
final class PlotProvenance {
    private final PlotRequest request;
    /** One for the whole run, so that each CSV is digested once. */
    private final Provenance provenance;

    PlotProvenance(PlotRequest request, Log log) {
        this.request = request;
        this.provenance = new Provenance(request.folders(), log);
    }

    /** What tells results of evaluations that are current from those of yesterday. */
    Provenance provenance() {
        return provenance;
    }

    Step step(PlotSettings settings, List<InputFile> files) {
        return provenance
                .step(request.goal().goal(), request.execution(), request.outputDirectory())
                .inputs(files.stream().map(InputFile::path).toList())
                .parameters(parameters(request, settings))
                .versions(Versions.drawing())
                .platform("java", System.getProperty("java.runtime.version"))
                .begin();
    }

    /** Everything that shapes a picture, as the user wrote it; the folder only decides where it goes. */
    private static Map<String, String> parameters(PlotRequest request, PlotSettings settings) {
        PlotRequest.Look look = request.look();
        PlotRequest.Data data = request.data();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("outputDirectory", InputFiles.displayName(request.base(), request.outputDirectory()));
        parameters.put(
                "formats",
                String.join(
                        ",",
                        settings.formats().stream()
                                .map(format -> format.extension())
                                .toList()));
        parameters.put("dpi", Integer.toString(look.dpi()));
        parameters.put("width", Double.toString(look.widthCm()));
        parameters.put("theme", look.theme());
        parameters.put("title", look.title());
        parameters.put("caption", look.caption());
        parameters.put("zero", Boolean.toString(look.zero()));
        parameters.put("filter", data.filter());
        parameters.put("models", new TreeMap<>(data.models()).toString());
        parameters.put("repeats", data.repeats());
        parameters.put("runs", data.runs());
        parameters.put("band", data.band());
        parameters.put("strict", Boolean.toString(request.strict()));
        return parameters;
    }

    /** What pictures call each file they are drawn from: its name with the beginning of its digest, read once. */
    Map<InputFile, String> sources(List<InputFile> files) {
        Map<InputFile, String> sources = new LinkedHashMap<>();
        files.forEach(file -> sources.put(file, source(provenance.digests(), file)));
        return sources;
    }

    /** What a picture says of its origin. */
    static RenderMetadata metadata(List<String> sources) {
        return new RenderMetadata(
                "dse-maven-plugin " + Versions.plugin(),
                Map.of("Source", String.join(", ", sources)),
                Optional.empty());
    }

    private static String source(FileDigests digests, InputFile file) {
        try {
            String sha256 = digests.of(file.fileName(), file.path()).sha256();
            return file.fileName() + " (sha256 " + sha256.substring(0, 16) + ")";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
