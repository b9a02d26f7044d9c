/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.nvidia;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks {@code nvidia-smi}. What can't be known is empty: the program is missing, hangs as it does with a driver in trouble,
 * or writes something else than cards ({@code No devices were found}); a value it puts in brackets ({@code [N/A]},
 * {@code [Not Supported]}, {@code [Insufficient Permissions]}) is not known.
 */
public final class NvidiaSmi {
    /** A driver that is loaded for the question, for eight cards, takes ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The name comes last: it may hold commas. */
    private static final String FIELDS = "index,uuid,memory.total,memory.free,compute_cap,name";

    /** Drivers before 510 refuse a question for {@code compute_cap}: a field in its place that is no number. */
    private static final String OLDER_FIELDS = FIELDS.replace("compute_cap", "pci.bus_id");

    private static final Pattern CARD = Pattern.compile("(\\d{1,6})" + ",([^,]+)".repeat(4) + ",(.+)");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,12})(?: MiB)?");
    private static final Pattern CAPABILITY = Pattern.compile("\\d+\\.\\d+");

    private final String program;
    private final Duration patience;

    /**
     * @param program name or path
     * @param patience how long to wait for an answer
     */
    NvidiaSmi(String program, Duration patience) {
        this.program = program;
        this.patience = patience;
    }

    /** The one on the path. */
    public static NvidiaSmi ofThisMachine() {
        return new NvidiaSmi("nvidia-smi", PATIENCE);
    }

    /** All cards, in its order. */
    public List<NvidiaCard> cards() {
        Optional<List<NvidiaCard>> cards = ask(FIELDS);
        return cards.filter(List::isEmpty).isPresent() ? ask(OLDER_FIELDS).orElse(List.of()) : cards.orElse(List.of());
    }

    /**
     * The card that CUDA numbers so in its {@code PCI_BUS_ID} order; empty also where it is a part of a card (MIG), of which
     * nothing is known here.
     *
     * @param visible what {@code CUDA_VISIBLE_DEVICES} says; empty where it says nothing
     */
    public Optional<NvidiaCard> card(int number, Optional<String> visible) {
        List<String> names =
                visible.map(text -> List.of(text.strip().split("\\s*,\\s*"))).orElse(List.of());
        if (visible.isPresent() && number >= names.size()) {
            return Optional.empty();
        }
        String name = visible.isPresent() ? names.get(number) : Integer.toString(number);
        return cards().stream()
                .filter(card -> name.equals(Integer.toString(card.index()))
                        || name.startsWith("GPU-") && card.uuid().startsWith(name))
                .findFirst();
    }

    /** Empty where there is no answer in time. */
    private Optional<List<NvidiaCard>> ask(String fields) {
        try {
            // A file, because reading from a process can't be given up.
            Path answer = Files.createTempFile("nvidia-smi", ".csv");
            try {
                Process process = new ProcessBuilder(program, "--query-gpu=" + fields, "--format=csv,noheader,nounits")
                        .redirectOutput(answer.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return Optional.of(parse(new String(Files.readAllBytes(answer), StandardCharsets.UTF_8)));
            } finally {
                Files.deleteIfExists(answer);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Lines such as {@code 0, GPU-5fd2b1b4-..., 81559, 81000, 9.0, NVIDIA H100 80GB HBM3}; others are left out. */
    static List<NvidiaCard> parse(String answer) {
        return answer.lines().map(NvidiaSmi::card).flatMap(Optional::stream).toList();
    }

    private static Optional<NvidiaCard> card(String line) {
        Matcher cells = CARD.matcher(line.strip());
        if (!cells.matches()) {
            return Optional.empty();
        }
        Matcher total = MEMORY.matcher(cells.group(3).strip());
        Matcher free = MEMORY.matcher(cells.group(4).strip());
        String capability = cells.group(5).strip();
        return Optional.of(new NvidiaCard(
                Integer.parseInt(cells.group(1)),
                cells.group(2).strip(),
                cells.group(6).strip(),
                total.matches() && free.matches()
                        ? Optional.of(
                                new NvidiaCard.Memory(Long.parseLong(free.group(1)), Long.parseLong(total.group(1))))
                        : Optional.empty(),
                Optional.of(capability).filter(CAPABILITY.asMatchPredicate())));
    }
}
