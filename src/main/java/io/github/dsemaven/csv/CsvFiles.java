/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads CSV files into tables, several at a time; the result does not depend on which is done first. Files may be UTF-8
 * with or without a byte order mark or UTF-16, have any line ends, commas, semicolons or tabs, quotes, and columns that
 * nobody knows.
 *
 * <p>Nothing is thrown for a bad file: its problems are in {@link Loaded#problems()}, and it has no table.
 */
public final class CsvFiles {
    private interface SinkFactory<T> {
        RowSink<T> sink(InputFile file, Header header, FileProblems problems);
    }

    private record Outcome<T>(Optional<T> table, List<Problem> problems, List<Loaded.Notice> notices) {
        static <T> Outcome<T> failed(FileProblems problems) {
            return new Outcome<>(Optional.empty(), problems.list(), List.of());
        }
    }

    private CsvFiles() {}

    /** Reads {@code kv_cache_dse_results_*.csv}. */
    public static Loaded<Table> results(List<InputFile> files) {
        return all(files, Family.RESULTS, ResultsSink::new);
    }

    /** Reads {@code kv_cache_dse_metrics_*.csv}. */
    public static Loaded<Table> metrics(List<InputFile> files) {
        return all(files, Family.METRICS, MetricsSink::new);
    }

    /** Reads {@code *_ppl_results.csv}. */
    public static Loaded<PerplexityTable> perplexity(List<InputFile> files) {
        return all(files, Family.PERPLEXITY, PerplexitySink::new);
    }

    private static <T> Loaded<T> all(List<InputFile> files, Family family, SinkFactory<T> factory) {
        var tasks = new ArrayList<Callable<Outcome<T>>>();
        for (InputFile file : files) {
            tasks.add(() -> read(file, family, factory));
        }
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), files.size());
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(threads, 1), CsvFiles::daemon);
        var tables = new ArrayList<T>();
        var problems = new ArrayList<Problem>();
        var notices = new ArrayList<Loaded.Notice>();
        try {
            for (Future<Outcome<T>> future : pool.invokeAll(tasks)) {
                Outcome<T> outcome = future.get();
                outcome.table().ifPresent(tables::add);
                problems.addAll(outcome.problems());
                notices.addAll(outcome.notices());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading CSV files", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a CSV file could not be read", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return new Loaded<>(tables, problems, notices);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "dse-csv");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> Outcome<T> read(InputFile file, Family family, SinkFactory<T> factory) {
        try {
            return read(file, family, factory, false);
        } catch (ByteRows.QuoteFound e) {
            return readQuoted(file, family, factory);
        } catch (IOException e) {
            return unreadable(file, e);
        } catch (OutOfMemoryError e) {
            return new Outcome<>(
                    Optional.empty(), GivenFile.noMemory(file.name()).problems(), List.of());
        }
    }

    /** Reads a file with Commons CSV, whether or not it has quotes. */
    private static <T> Outcome<T> readQuoted(InputFile file, Family family, SinkFactory<T> factory) {
        try {
            return read(file, family, factory, true);
        } catch (IOException e) {
            return unreadable(file, e);
        } catch (OutOfMemoryError e) {
            return new Outcome<>(
                    Optional.empty(), GivenFile.noMemory(file.name()).problems(), List.of());
        }
    }

    private static <T> Outcome<T> read(InputFile file, Family family, SinkFactory<T> factory, boolean quoted)
            throws IOException {
        var problems = new FileProblems(file);
        Source source = Source.open(file.path());
        try (RowReader reader = quoted
                ? new QuotedRows(source.text(), source.separator())
                : new ByteRows(source.text(), source.separator())) {
            if (source.blank() || !reader.next()) {
                problems.file("is empty", Suggestions.expectedHeader(Columns.KEY));
                return Outcome.failed(problems);
            }
            Optional<Header> header = Header.read(reader.row(), family, problems);
            Optional<T> table = Optional.empty();
            if (header.isPresent()) {
                T rows = rows(reader, header.get(), factory.sink(file, header.get(), problems), problems);
                table = problems.isEmpty() ? Optional.of(rows) : Optional.empty();
            }
            return new Outcome<>(table, problems.list(), table.isPresent() ? problems.notices() : List.of());
        }
    }

    private static <T> T rows(RowReader reader, Header header, RowSink<T> sink, FileProblems problems)
            throws IOException {
        reader.share(sink.sharedCells());
        Row row = reader.row();
        boolean any = false;
        try {
            while (reader.next()) {
                if (!row.repeatsKey && header.isRepeatedBy(row)) {
                    problems.repeatedHeader(row.line);
                    continue;
                }
                any = true;
                long before = problems.count();
                if (row.size == header.size()) {
                    sink.accept(row);
                } else {
                    ragged(row, header, problems);
                }
                if (problems.count() > before && header.isLike(row)) {
                    problems.keep(before);
                    problems.line(row.line, "is another header, with other columns", Suggestions.joinedFiles());
                    break;
                }
            }
        } catch (MalformedRow e) {
            any = true;
            problems.line(e.line(), e.getMessage(), e.suggestion());
        }
        if (!any) {
            problems.file("has a header but no rows", "");
        }
        return sink.finish();
    }

    private static void ragged(Row row, Header header, FileProblems problems) {
        int columns = header.size();
        // The last cell of one file and the first of the next are one where no line end was between them.
        boolean joined = row.size == 2 * columns - 1 && columns > 1;
        problems.line(
                row.line,
                "has " + row.size + (row.size == 1 ? " cell" : " cells") + " where the header has " + columns,
                joined ? Suggestions.joinedLines() : Suggestions.raggedRow(row.size > columns));
    }

    private static <T> Outcome<T> unreadable(InputFile file, IOException e) {
        var problems = new FileProblems(file);
        if (e instanceof Source.NoText other) {
            problems.file(other.getMessage(), other.suggestion());
        } else if (e instanceof MalformedRow row) {
            problems.line(row.line(), row.getMessage(), row.suggestion());
        } else if (e instanceof CharacterCodingException) {
            problems.file("is not valid UTF-16, though it starts like it", Suggestions.encoding());
        } else {
            problems.file("can't be read (" + Reason.of(e) + ")", Suggestions.unreadable());
        }
        return Outcome.failed(problems);
    }
}
