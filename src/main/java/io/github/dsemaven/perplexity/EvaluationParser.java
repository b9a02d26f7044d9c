/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** From settings to evaluations, collecting every problem instead of stopping at the first. */
final class EvaluationParser {
    private static final int DEFAULT_MAX_LENGTH = 2048;
    private static final int DEFAULT_STRIDE = 512;

    private final EvaluationSettings settings;
    private final List<Problem> problems;

    private EvaluationParser(EvaluationSettings settings, List<Problem> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    static List<Evaluation> parse(List<EvaluationSettings> all) {
        List<Problem> problems = new ArrayList<>();
        List<Evaluation> evaluations = new ArrayList<>();
        for (EvaluationSettings settings : all) {
            new EvaluationParser(settings, problems).parse().ifPresent(evaluations::add);
        }
        sameNameForTwoTexts(evaluations, problems);
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return List.copyOf(evaluations);
    }

    private Optional<Evaluation> parse() {
        int before = problems.size();
        unknownElements();
        Optional<String> hfModel = hfModel();
        Optional<DatasetChoice> dataset = dataset();
        QuantizationScheme scheme = parsed("quantization", QuantizationSchemes::parse, "fp16");
        Split split = dataset.flatMap(text -> HubTextParser.split(settings.value("dataset")))
                .orElseGet(() -> parsed("split", Split::parse, "test"));
        List<Device> devices = devices();
        ComputeType dtype = parsed("dtype", ComputeType::parse, "auto");
        Protocol protocol = parsed("protocol", Protocol::parse, "source");
        int maxLength = number("maxLength", 2, "A window needs at least 2 tokens", OptionalInt.of(DEFAULT_MAX_LENGTH))
                .orElse(0);
        // A window shorter than the default stride is no mistake of a user who left the stride out.
        OptionalInt defaultStride = OptionalInt.of(Math.min(DEFAULT_STRIDE, Math.max(1, maxLength)));
        int stride = number("stride", 1, "A stride is at least 1 token", defaultStride)
                .orElse(0);
        if (maxLength > 0 && stride > maxLength) {
            problem(
                    "stride",
                    "stride " + stride + " is greater than maxLength " + maxLength + ", so tokens would be left out",
                    "Use a stride of 1 to " + maxLength);
        }
        OptionalInt batch = "auto".equals(settings.value("batch").orElse("auto").toLowerCase(Locale.ROOT))
                ? OptionalInt.empty()
                : number("batch", 1, "Use auto or the windows of a call, at least 1", OptionalInt.empty());
        OptionalInt limit =
                number("limit", 1, "Use the number of windows, at least 1, or leave it out", OptionalInt.empty());
        if (stride == 1 && limit.orElse(0) == 1 && (protocol == Protocol.SOURCE || protocol == Protocol.EXACT)) {
            problem(
                    "limit",
                    "is 1, but with a stride of 1 the first window is a single token",
                    "Use at least 2 windows");
        }
        boolean lowMemory = parsed("lowMemory", EvaluationParser::flag, "false");
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Evaluation(
                settings,
                hfModel.orElseThrow(),
                hfModel.orElseThrow(),
                settings.value("mlcModel").orElse(""),
                scheme,
                dataset.orElseThrow(),
                split,
                maxLength,
                stride,
                devices,
                dtype,
                protocol,
                batch,
                limit,
                lowMemory));
    }

    private void unknownElements() {
        settings.values().keySet().stream()
                .filter(name -> !EvaluationSettings.NAMES.contains(name))
                .sorted()
                .forEach(name ->
                        problem(name, "unknown setting", Suggestions.validValues(name, EvaluationSettings.NAMES)));
    }

    private Optional<String> hfModel() {
        Optional<String> given = settings.value("hfModel");
        if (given.isPresent()) {
            return given;
        }
        Optional<String> mlcModel = settings.value("mlcModel");
        problem(
                "hfModel",
                mlcModel.map(name -> "is missing, and which model \"" + name + "\" was made from is not known")
                        .orElse("is missing"),
                mlcModel.isPresent() ? Suggestions.baseModel() : Suggestions.HF_MODEL_MISSING);
        return Optional.empty();
    }

    private Optional<DatasetChoice> dataset() {
        String dataset = settings.value("dataset").orElse("wikitext2");
        String key = dataset.toLowerCase(Locale.ROOT);
        if (HubTextParser.isOne(dataset)) {
            return hubText(dataset);
        }
        if (HubTextParser.isConfigOfWikitext(key)) {
            problem(
                    "dataset",
                    "unknown data set \"" + dataset + "\"",
                    key.contains("raw") ? Suggestions.rename(dataset, ours(key)) : Suggestions.rawWikitext());
            return Optional.empty();
        }
        if (DatasetChoice.NAMES.contains(key)) {
            return Optional.of(
                    new DatasetChoice(key, settings.value("datasetFile").orElse(""), true));
        }
        boolean looksLikeFile = dataset.indexOf('/') >= 0 || dataset.indexOf('\\') >= 0 || dataset.indexOf('.') >= 0;
        if (!looksLikeFile && Suggestions.nearest(dataset, DatasetChoice.NAMES).isPresent()) {
            problem(
                    "dataset",
                    "unknown data set \"" + dataset + "\"",
                    Suggestions.validValues(
                            dataset,
                            List.of(
                                    "wikitext2",
                                    "wikitext103",
                                    "a text file",
                                    "organization/name:config:split:column")));
            return Optional.empty();
        }
        if (settings.value("datasetFile").isPresent()) {
            problem(
                    "datasetFile",
                    "only says where wikitext2 or wikitext103 lies, but the data set is the file \"" + dataset + "\"",
                    "Remove <datasetFile>, or set <dataset> to wikitext2 or wikitext103");
            return Optional.empty();
        }
        return Optional.of(DatasetChoice.ofFile(dataset));
    }

    private Optional<DatasetChoice> hubText(String dataset) {
        try {
            HubTextParser parsed = HubTextParser.parse(settings.place("dataset"), dataset);
            Split split = parsed("split", Split::parse, "test");
            if (split != Split.TEST && split != parsed.split()) { // test is the default
                problem("split", "is not that of \"" + dataset + "\"", "Remove <split>");
            }
            if (settings.value("datasetFile").isPresent()) {
                problem("datasetFile", "is set beside a data set of the hub", "Remove <datasetFile>");
            }
            return Optional.of(DatasetChoice.ofHub(parsed.text()));
        } catch (DseException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static String ours(String config) {
        return "wikitext" + config.replaceAll("\\D*(\\d+)-.*", "$1");
    }

    private List<Device> devices() {
        Optional<String> several = settings.value("devices");
        if (several.isEmpty()) {
            return List.of(parsed("device", Device::parse, "auto"));
        }
        return parsed("devices", Device::parseAll, "cpu");
    }

    private static boolean flag(Place place, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new DseException(
                        place, "is \"" + text + "\"", Suggestions.validValues(text, List.of("true", "false")));
        };
    }

    private <T> T parsed(String name, BiFunction<Place, String, T> parser, String absent) {
        try {
            return parser.apply(settings.place(name), settings.value(name).orElse(absent));
        } catch (DseException e) {
            problems.addAll(e.problems());
            return parser.apply(settings.place(name), absent);
        }
    }

    private OptionalInt number(String name, int least, String suggestion, OptionalInt absent) {
        Optional<String> text = settings.value(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least) {
                return OptionalInt.of(number);
            }
            problem(name, "is " + number, suggestion);
        } catch (NumberFormatException e) {
            problem(name, "\"" + text.get() + "\" is not an integer", suggestion);
        }
        return absent;
    }

    private void problem(String name, String message, String suggestion) {
        problems.add(new Problem(settings.place(name), message, suggestion));
    }

    private static String written(Evaluation evaluation, DatasetChoice choice) {
        return choice.named() ? choice.name() : choice.source(evaluation.split());
    }

    /** Result files are named after the data set, so two texts of one name would land in one file. */
    private static void sameNameForTwoTexts(List<Evaluation> evaluations, List<Problem> problems) {
        Map<String, DatasetChoice> byName = new LinkedHashMap<>();
        for (Evaluation evaluation : evaluations) {
            DatasetChoice choice = evaluation.dataset();
            DatasetChoice first = byName.putIfAbsent(choice.name().toLowerCase(Locale.ROOT), choice);
            if (first != null && !first.sameTextAs(choice)) {
                problems.add(new Problem(
                        evaluation.settings().place("dataset"),
                        "\"" + written(evaluation, choice) + "\" and \"" + written(evaluation, first)
                                + "\" would both be reported as " + choice.name(),
                        "Give the files different names"));
            }
        }
    }
}
