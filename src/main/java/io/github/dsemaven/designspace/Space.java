/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Configuration;
import io.github.dsemaven.csv.Samples;
import io.github.dsemaven.csv.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * The configurations of several tables, numbered: tag by tag, within a tag in order of first appearance. Tables with the same
 * tag are one sweep, whose first measurement is in the table given first. Safe for several threads.
 */
public final class Space {
    /** A table, and the number of each of its configurations. */
    private record Part(Table table, IntUnaryOperator numbers) {}

    private final List<String> tags;
    private final List<List<Part>> parts = new ArrayList<>();
    /** Number of the first configuration of each tag, and behind the last. */
    private final int[] starts;

    private final Configuration[] configurations;
    private final Map<String, Column> columns = new ConcurrentHashMap<>();
    private Groups points;

    private Space(Map<String, List<Table>> byTag) {
        tags = List.copyOf(byTag.keySet());
        starts = new int[tags.size() + 1];
        var all = new ArrayList<Configuration>();
        for (String tag : tags) {
            List<Table> tables = byTag.get(tag);
            parts.add(tables.size() == 1 ? List.of(only(tables.get(0), all)) : joined(tables, all));
            starts[parts.size()] = all.size();
        }
        configurations = all.toArray(Configuration[]::new);
    }

    private static Part only(Table table, List<Configuration> all) {
        int offset = all.size();
        all.addAll(table.configurations());
        return new Part(table, local -> offset + local);
    }

    private static List<Part> joined(List<Table> tables, List<Configuration> all) {
        Map<Configuration, Integer> known = new HashMap<>();
        var parts = new ArrayList<Part>();
        for (Table table : tables) {
            int[] numbers = new int[table.configurations().size()];
            for (int i = 0; i < numbers.length; i++) {
                Configuration configuration = table.configurations().get(i);
                Integer number = known.putIfAbsent(configuration, all.size());
                numbers[i] = number == null ? all.size() : number;
                if (number == null) {
                    all.add(configuration);
                }
            }
            parts.add(new Part(table, local -> numbers[local]));
        }
        return parts;
    }

    /** The space of tables; tags are in order of first appearance. */
    public static Space of(List<Table> tables) {
        Map<String, List<Table>> byTag = new LinkedHashMap<>();
        tables.forEach(table ->
                byTag.computeIfAbsent(table.tag(), tag -> new ArrayList<>()).add(table));
        return new Space(byTag);
    }

    /** Every tag once. */
    public List<String> tags() {
        return tags;
    }

    /** Number of configurations of all tags. */
    public int size() {
        return configurations.length;
    }

    /** Number of the first configuration of a tag. */
    public int from(int tag) {
        return starts[tag];
    }

    /** One past the number of the last configuration of a tag. */
    public int to(int tag) {
        return starts[tag + 1];
    }

    /** A configuration by its number. */
    public Configuration configuration(int number) {
        return configurations[number];
    }

    /**
     * A key column or {@code model_tag}.
     *
     * @throws IllegalArgumentException for any other column
     */
    public Column column(String name) {
        return columns.computeIfAbsent(name, this::encode);
    }

    private Column encode(String name) {
        String[] texts = new String[size()];
        switch (name) {
            case Columns.MODEL -> Arrays.setAll(texts, i -> configurations[i].model());
            case Columns.DEVICE -> Arrays.setAll(texts, i -> configurations[i].device());
            case Columns.MODEL_TAG -> {
                for (int tag = 0; tag < tags.size(); tag++) {
                    Arrays.fill(texts, starts[tag], starts[tag + 1], tags.get(tag));
                }
            }
            default -> {
                ToLongFunction<Configuration> reader = Configuration.reader(name);
                long[] numbers = new long[size()];
                Arrays.setAll(numbers, i -> reader.applyAsLong(configurations[i]));
                return Column.ofNumbers(numbers);
            }
        }
        return Column.ofTexts(texts);
    }

    /** Every configuration, grouped by design point. */
    public synchronized Groups byDesignPoint() {
        if (points == null) {
            int[] all = new int[size()];
            Arrays.setAll(all, i -> i);
            points = Groups.of(
                    new Measurements(this, all, new double[all.length]),
                    DesignPoint.PARAMETERS.stream().map(this::column).toList());
        }
        return points;
    }

    /** The design points measured anywhere, in order of first appearance. */
    public List<DesignPoint> designPoints() {
        Groups groups = byDesignPoint();
        return IntStream.range(0, groups.size())
                .mapToObj(point -> DesignPoint.of(configurations[groups.configuration(groups.from(point))]))
                .toList();
    }

    /** Collapses the samples of a column or metric, tag by tag; no measurements where the tables of a tag lack it. */
    public List<Sweep> sweeps(String column, Repeats repeats) {
        var sweeps = new ArrayList<Sweep>();
        for (int tag = 0; tag < tags.size(); tag++) {
            sweeps.add(sweep(tag, column, repeats));
        }
        return sweeps;
    }

    private Sweep sweep(int tag, String column, Repeats repeats) {
        int from = starts[tag];
        int[] ends = new int[starts[tag + 1] - from + 1];
        for (Part part : parts.get(tag)) {
            Samples samples = part.table().samples().get(column);
            for (int i = 0; samples != null && i < samples.size(); i++) {
                ends[part.numbers().applyAsInt(samples.configuration(i)) - from + 1]++;
            }
        }
        Arrays.parallelPrefix(ends, Integer::sum);
        double[] values = new double[ends[ends.length - 1]];
        for (Part part : parts.get(tag)) {
            Samples samples = part.table().samples().get(column);
            for (int i = 0; samples != null && i < samples.size(); i++) {
                values[ends[part.numbers().applyAsInt(samples.configuration(i)) - from]++] = samples.value(i);
            }
        }
        var builder = new SweepBuilder(this, tag, repeats);
        int start = 0;
        for (int i = 0; i + 1 < ends.length; i++) {
            builder.add(from + i, values, start, ends[i]);
            start = ends[i];
        }
        return builder.build();
    }
}
