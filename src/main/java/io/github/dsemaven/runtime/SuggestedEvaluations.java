/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.artifact.FileKind;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The evaluations that a repository's files suggest where its POM names none: every model folder in {@code dse/models}, on
 * every text in {@code dse/texts}, unquantized and in each scheme that a sweep of this model in {@code dse} has in its name.
 */
public final class SuggestedEvaluations {
    private static final Pattern SWEEP =
            Pattern.compile("kv_cache_dse_(?:results|metrics)_((.+)-(q\\d\\w+)-MLC)\\.csv");
    private static final Pattern TEXT = Pattern.compile(".+\\.(txt|raw)");

    /** The distributed file of WikiText, whose raw test split is the same text in both sizes. */
    private static final Pattern WIKITEXT = Pattern.compile("wiki\\.test\\.raw|wikitext-2-raw-v1\\.zip");

    private SuggestedEvaluations() {}

    /**
     * Settings by their names, in order of models, texts and schemes.
     *
     * @param project folder of the POM
     */
    public static List<Map<String, String>> of(Path project) {
        Path dse = project.resolve("dse");
        List<Map<String, String>> all = new ArrayList<>();
        List<String> texts = names(
                dse.resolve("texts"),
                name -> TEXT.matcher(name).matches() || WIKITEXT.matcher(name).matches());
        for (String model : names(dse.resolve("models"), name -> true)) {
            Path configuration = dse.resolve("models").resolve(model).resolve("config.json");
            refuseDangling(configuration);
            if (Files.isRegularFile(configuration)) {
                Map<String, String> sweeps = sweeps(dse, model);
                for (String text : texts) {
                    all.add(evaluation(model, text));
                    sweeps.forEach((scheme, tag) -> {
                        Map<String, String> quantized = evaluation(model, text);
                        quantized.put("quantization", scheme);
                        quantized.put("mlcModel", tag);
                        all.add(quantized);
                    });
                }
            }
        }
        return all;
    }

    private static Map<String, String> evaluation(String model, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("hfModel", "dse/models/" + model);
        if (WIKITEXT.matcher(text).matches()) {
            values.put("dataset", "wikitext2");
            values.put("datasetFile", "dse/texts/" + text);
        } else {
            values.put("dataset", "dse/texts/" + text);
        }
        return values;
    }

    /** Tags by scheme; {@code q0f16} is what is evaluated unquantized anyway. */
    private static Map<String, String> sweeps(Path dse, String model) {
        Map<String, String> tags = new TreeMap<>();
        for (String name : names(dse, file -> SWEEP.matcher(file).matches())) {
            Matcher sweep = SWEEP.matcher(name);
            if (sweep.matches()
                    && sweep.group(2).toLowerCase(Locale.ROOT).equals(model.toLowerCase(Locale.ROOT))
                    && !sweep.group(3).equals("q0f16")
                    && known(sweep.group(3))) {
                tags.put(sweep.group(3), sweep.group(1));
            }
        }
        return tags;
    }

    private static boolean known(String scheme) {
        try {
            QuantizationSchemes.parse(Place.of("<quantization>"), scheme);
            return true;
        } catch (DseException e) {
            return false;
        }
    }

    /** A link that leads nowhere is an error: what it stands for would be missing from the results without a word. */
    private static List<String> names(Path folder, Predicate<String> wanted) {
        refuseDangling(folder);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(wanted)
                    .sorted()
                    .toList();
            names.forEach(name -> refuseDangling(folder.resolve(name)));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseDangling(Path path) {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw new DseException(
                    Place.of(path.toString()),
                    FileKind.hindrance(path, "a file").orElseThrow(),
                    Suggestions.brokenLink());
        }
    }
}
