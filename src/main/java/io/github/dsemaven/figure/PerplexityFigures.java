/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.artifact.FileName;
import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Conditions;
import io.github.dsemaven.csv.PerplexityTable;
import io.github.dsemaven.designspace.Summary;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The figures of {@code plot-ppl}: for each data set a bar for each quantization, a panel for each model. Files of the same
 * data set (measured elsewhere, and by this plugin) share a figure.
 */
public final class PerplexityFigures {
    private record Measured(Level model, Level scheme, PerplexityTable table, PerplexityTable.Row row) {
        double perplexity() {
            return row.perplexity().orElseThrow();
        }

        /** For who reads the figure's data: what the bar's label may leave out. */
        Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("quantization", row.quantization());
            facts.putAll(row.conditions().values());
            facts.put("file", table.file().name());
            return facts;
        }
    }

    private final PlotOptions options;
    private final Map<String, List<String>> sameResults = new HashMap<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    private PerplexityFigures(PlotOptions options) {
        this.options = options;
    }

    /** A figure for each data set, in the order of its first table. */
    public static FigureSet of(List<PerplexityTable> tables, PlotOptions options) {
        var made = new PerplexityFigures(options);
        Map<String, List<PerplexityTable>> byDataset = new LinkedHashMap<>();
        for (PerplexityTable table : tables) {
            byDataset
                    .computeIfAbsent(table.dataset(), name -> new ArrayList<>())
                    .add(table);
        }
        byDataset.values().stream().filter(PerplexityFigures::anyValue).forEach(some -> some.forEach(made::emptyCells));
        made.identicalFiles(tables);
        Map<String, String> names = FileName.distinct(byDataset.keySet());
        byDataset.forEach((dataset, some) -> made.figure(dataset, names.get(dataset) + "_ppl_vs_quant", some));
        return new FigureSet(made.figures, made.warnings, List.of());
    }

    private static boolean anyValue(List<PerplexityTable> tables) {
        return tables.stream()
                .flatMap(table -> table.rows().stream())
                .anyMatch(row -> row.perplexity().isPresent());
    }

    private static List<String> names(List<PerplexityTable> tables) {
        return tables.stream().map(table -> table.file().name()).toList();
    }

    private void figure(String dataset, String name, List<PerplexityTable> tables) {
        List<Measured> rows = measured(tables);
        if (rows.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Kind.NO_ROWS,
                    names(tables),
                    name + " is not drawn: every cell of " + Columns.PERPLEXITY + " is empty"));
            return;
        }
        var schemes = new LinkedHashSet<Level>();
        var models = new LinkedHashSet<Level>();
        rows.forEach(row -> {
            schemes.add(row.scheme());
            models.add(row.model());
        });
        var panels = new ArrayList<Panel>();
        for (Level model : models) {
            panels.add(panel(model, List.copyOf(schemes), rows, names(tables)));
        }
        String differing = Conditions.differencesInWords(
                rows.stream().map(row -> row.row().conditions()).toList());
        if (!differing.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Kind.DIFFERENT_CONDITIONS,
                    names(tables),
                    "the perplexities of " + dataset + " differ in " + differing
                            + "; only those that agree in all of them can be compared"));
        }
        var hue = new Dimension("quant", "quantization", List.copyOf(schemes), false);
        figures.add(new Figure(
                name,
                Figure.Topic.PERPLEXITY,
                Figure.Kind.BAR,
                options.title("Perplexity by quantization"),
                dataset,
                new Figure.SourceWords(dataset + " PPL vs quantization", "none", ""),
                tables.stream().map(table -> table.file().fileName()).toList(),
                new Axis("quant", "quantization", "quantization", "", 1, hue.levels(), false),
                new Axis(Columns.PERPLEXITY, "PPL (" + dataset + ")", "perplexity", "", 1, List.of(), options.zero()),
                Optional.of(hue),
                Optional.empty(),
                Optional.of(new Dimension("hf_model", "model", List.copyOf(models), false)),
                rows.size(),
                Figure.Band.NONE,
                panels,
                caption(dataset, panels, differing)));
    }

    /**
     * Every row with a perplexity. What several files measured of the same model and scheme is not averaged, for it may come
     * of different protocols: from the second file on the scheme is named with the file. Nor is what one file measured under
     * different conditions: its scheme is named with those that differ.
     */
    private static List<Measured> measured(List<PerplexityTable> tables) {
        var rows = new ArrayList<Measured>();
        Map<List<String>, PerplexityTable> first = new HashMap<>();
        for (PerplexityTable table : tables) {
            Map<List<String>, List<Conditions>> conditions = new HashMap<>();
            for (PerplexityTable.Row row : table.rows()) {
                if (row.perplexity().isPresent()) {
                    conditions
                            .computeIfAbsent(key(row), any -> new ArrayList<>())
                            .add(row.conditions());
                }
            }
            for (PerplexityTable.Row row : table.rows()) {
                if (row.perplexity().isPresent()) {
                    var told = new ArrayList<String>();
                    if (first.computeIfAbsent(key(row), any -> table) != table) {
                        told.add(table.file().name());
                    }
                    Set<String> differing =
                            Conditions.differences(conditions.get(key(row))).keySet();
                    if (!differing.isEmpty()) {
                        told.add(row.conditions().words(differing));
                    }
                    String suffix = told.isEmpty() ? "" : " (" + String.join(", ", told) + ")";
                    rows.add(new Measured(
                            Labels.level(row.model(), row.model()), scheme(row.quantization(), suffix), table, row));
                }
            }
        }
        return rows;
    }

    private static List<String> key(PerplexityTable.Row row) {
        return List.of(row.model(), row.quantization());
    }

    private static Level scheme(String name, String suffix) {
        String label = switch (name) {
            case "4bit" -> "4-bit";
            case "8bit" -> "8-bit";
            case "fake_q3" -> "fake q3";
            default -> name;
        };
        return Labels.level(name + suffix, label + suffix);
    }

    private Panel panel(Level model, List<Level> schemes, List<Measured> rows, List<String> files) {
        var bars = new ArrayList<Panel.Bar>();
        int panelRows = 0;
        for (Level scheme : schemes) {
            List<Measured> own = rows.stream()
                    .filter(row -> row.model().equals(model) && row.scheme().equals(scheme))
                    .toList();
            double[] values = own.stream().mapToDouble(Measured::perplexity).toArray();
            if (values.length > 0) {
                Summary summary = Summary.of(values);
                panelRows += values.length;
                bars.add(new Panel.Bar(
                        scheme,
                        statistics(summary),
                        Decimal.fixed(summary.mean(), 2),
                        own.get(0).facts()));
                if (summary.min() < summary.max()) {
                    warnings.add(new Warning(
                            Warning.Kind.REPEATED_MEASUREMENTS,
                            files,
                            model.text() + ", " + scheme.text() + " measured more than once with different values ("
                                    + Decimal.fixed(summary.min(), 2) + " to " + Decimal.fixed(summary.max(), 2)
                                    + "); the bar is their mean"));
                }
            }
        }
        return new Panel(Optional.of(model), panelRows, List.of(), List.of(), bars);
    }

    private static Statistics statistics(Summary summary) {
        return new Statistics(
                summary.mean(),
                summary.n(),
                summary.min(),
                summary.max(),
                summary.std(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private List<String> caption(String dataset, List<Panel> panels, String differing) {
        var sentences = new ArrayList<String>();
        if (!options.caption().isBlank()) {
            sentences.add(options.caption().strip());
        }
        int most = panels.stream()
                .flatMap(panel -> panel.bars().stream())
                .mapToInt(bar -> bar.value().n())
                .max()
                .orElse(1);
        sentences.add(
                most == 1
                        ? "Each bar is one measurement (n = 1); lower is better."
                        : "Each bar is the mean of its measurements (n up to " + most + "); lower is better.");
        if (!differing.isEmpty()) {
            sentences.add(
                    "Measured with different " + differing + "; only bars that agree in all of them can be compared.");
        }
        List<String> same = sameResults.getOrDefault(dataset, List.of());
        if (!same.isEmpty()) {
            sentences.add("Identical to the results of " + Labels.list(same) + ".");
        }
        return sentences;
    }

    private void emptyCells(PerplexityTable table) {
        long empty =
                table.rows().stream().filter(row -> row.perplexity().isEmpty()).count();
        if (empty > 0) {
            warnings.add(new Warning(
                    Warning.Kind.EMPTY_CELLS,
                    List.of(table.file().name()),
                    Labels.count(empty, "empty cell") + " in column " + Columns.PERPLEXITY + "; "
                            + (empty == 1 ? "the row is" : "the rows are") + " left out"));
        }
    }

    private void identicalFiles(List<PerplexityTable> tables) {
        Map<List<List<String>>, List<PerplexityTable>> byContent = new LinkedHashMap<>();
        for (PerplexityTable table : tables) {
            List<List<String>> content =
                    table.rows().stream().map(PerplexityTable.Row::cells).toList();
            byContent.computeIfAbsent(content, key -> new ArrayList<>()).add(table);
        }
        byContent.values().stream().filter(same -> same.size() > 1).forEach(this::identical);
    }

    private void identical(List<PerplexityTable> same) {
        List<String> datasets =
                same.stream().map(PerplexityTable::dataset).distinct().toList();
        for (String dataset : datasets) {
            sameResults.put(
                    dataset,
                    datasets.stream().filter(other -> !other.equals(dataset)).toList());
        }
        String message = "identical results";
        if (datasets.size() > 1) {
            message += " for different data sets (" + Labels.list(datasets) + ")";
            boolean wikitext = datasets.stream().allMatch(dataset -> dataset.contains("wikitext"));
            message += wikitext ? ". " + Suggestions.identicalDatasets() : "";
        }
        warnings.add(new Warning(Warning.Kind.IDENTICAL_FILES, names(same), message));
    }
}
