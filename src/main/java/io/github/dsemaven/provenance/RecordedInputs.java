/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The files that a step read, and whether they are still what they were. */
final class RecordedInputs {
    private final StatusEntry entry;
    private final List<State> states = new ArrayList<>();

    private enum State {
        SAME,
        CHANGED,
        GONE
    }

    RecordedInputs(StatusEntry entry, Folders folders, FileDigests digests) {
        this.entry = entry;
        List<FileDigest> inputs = entry.record().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Path inRepository = folders.project().resolve(inputs.get(i).name());
            states.add(state(inputs.get(i), entry.places().getOrDefault(i, inRepository), digests));
        }
    }

    private static State state(FileDigest input, Path file, FileDigests digests) {
        if (!Files.exists(file)) {
            return State.GONE;
        }
        try {
            boolean same =
                    input.readable() && digests.of(input.name(), file).sha256().equals(input.sha256());
            return same ? State.SAME : State.CHANGED;
        } catch (IOException e) {
            return State.CHANGED;
        }
    }

    /** Whether one of those that an output was made from is gone; a dangling link leads to none. */
    boolean anyGone(StepRecord.Output output) {
        return behind(output.from()).anyMatch(i -> states.get(i) == State.GONE);
    }

    /** Whether there were inputs of an output, and all are gone. */
    boolean allGone(StepRecord.Output output) {
        return behind(output.from()).findAny().isPresent()
                && behind(output.from()).allMatch(i -> states.get(i) == State.GONE);
    }

    /** Names of those that are gone or not what they were. */
    List<String> changed() {
        return IntStream.range(0, states.size())
                .filter(i -> states.get(i) != State.SAME)
                .mapToObj(i ->
                        entry.record().inputs().get(i).name() + (states.get(i) == State.GONE ? " is gone" : " changed"))
                .distinct()
                .toList();
    }

    /** The record with what was made from inputs that are as they were; empty where nothing was. */
    Optional<StepRecord> current() {
        StepRecord record = entry.record();
        if (states.stream().allMatch(State.SAME::equals)) {
            return Optional.of(record);
        }
        List<StepRecord.Output> outputs =
                record.outputs().stream().filter(output -> same(output.from())).toList();
        List<StepRecord.Quantity> numbers =
                record.numbers().stream().filter(number -> same(number.from())).toList();
        List<FileDigest> inputs = IntStream.range(0, states.size())
                .filter(i -> states.get(i) == State.SAME)
                .mapToObj(record.inputs()::get)
                .toList();
        return outputs.isEmpty()
                ? Optional.empty()
                : Optional.of(new StepRecord(
                        record.key(),
                        inputs,
                        record.parameters(),
                        record.versions(),
                        record.platform(),
                        outputs,
                        numbers,
                        record.warnings()));
    }

    private boolean same(List<String> from) {
        return behind(from).allMatch(i -> states.get(i) == State.SAME);
    }

    /** Numbers of the inputs meant by names; those of one file name in several folders are not told apart. */
    private IntStream behind(List<String> from) {
        List<String> files = from.stream().map(RecordedInputs::fileName).toList();
        return IntStream.range(0, states.size())
                .filter(i -> from.isEmpty()
                        || files.contains(
                                fileName(entry.record().inputs().get(i).name())));
    }

    private static String fileName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
