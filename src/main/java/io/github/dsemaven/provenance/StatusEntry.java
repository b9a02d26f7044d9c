/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is remembered of a step.
 *
 * @param record of the last run that began
 * @param complete whether it ended
 * @param former files of earlier runs that it did not make again, or not yet; on disk, but shown nowhere
 * @param places where inputs outside of the repository lie, by their number; of those the record holds only a name
 */
record StatusEntry(StepRecord record, boolean complete, List<StepRecord.Output> former, Map<Integer, Path> places) {
    private static final String COMPLETE = "complete";
    private static final String FORMER = "former";
    private static final String PLACE = "place";

    StatusEntry {
        former = List.copyOf(former);
        places = Map.copyOf(places);
    }

    /** The same with what else the lines of a status file say. */
    static StatusEntry of(StepRecord record, List<String> lines) {
        var former = new ArrayList<StepRecord.Output>();
        var places = new TreeMap<Integer, Path>();
        boolean complete = false;
        for (String line : lines) {
            List<String> fields = StepText.fields(line);
            switch (fields.get(0)) {
                case COMPLETE -> complete = true;
                case FORMER -> former.add(StepText.output(fields));
                case PLACE -> places.put(Integer.valueOf(fields.get(1)), Path.of(fields.get(2)));
                default -> {}
            }
        }
        return new StatusEntry(record, complete, former, places);
    }

    /** What a status file says beyond the record. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        former.forEach(output -> lines.add(StepText.line(FORMER, output)));
        new TreeMap<>(places).forEach((number, path) -> lines.add(StepText.line(PLACE, "" + number, path.toString())));
        if (complete) {
            lines.add(COMPLETE);
        }
        return lines;
    }

    /** Every file that it made and that was not taken over by another step. */
    List<StepRecord.Output> files() {
        return Stream.concat(record.outputs().stream(), former.stream()).toList();
    }

    /** The same with those of its files that are to be kept. */
    StatusEntry keeping(Predicate<StepRecord.Output> kept) {
        return new StatusEntry(
                record.withOutputs(record.outputs().stream().filter(kept).toList()),
                complete,
                former.stream().filter(kept).toList(),
                places);
    }
}
