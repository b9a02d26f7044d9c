/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.exchange.LossRecords;
import io.github.dsemaven.perplexity.Window;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Negative log-likelihoods on disk, window after window as they are scored, as {@link LossRecords}. What an interrupted run
 * left is taken up at the first window whose record is not whole.
 */
final class NllJournal implements Closeable {
    private final FileChannel channel;
    private final LossRecords records;
    private final Whole whole;

    private NllJournal(FileChannel channel, LossRecords records, Whole whole) {
        this.channel = channel;
        this.records = records;
        this.whole = whole;
    }

    /**
     * The records that can be believed.
     *
     * @param bytes of the file until their end
     * @param sum of their values
     */
    private record Whole(int windows, long bytes, double sum) {}

    /**
     * Opens a journal, or begins one. What follows its last whole record is cut off.
     *
     * @param cause determined the values
     * @param windows all windows of the text in order
     */
    static NllJournal open(Path file, Cause cause, List<Window> windows) throws IOException {
        Files.createDirectories(file.getParent());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file); // a link, whose target is none of ours
        }
        FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
        try {
            // Another process may score the same on a device of the same name, and both keep their results here.
            channel.lock();
            LossRecords records = new LossRecords(cause.digest());
            Whole whole = whole(file, records, windows);
            channel.truncate(whole.bytes());
            channel.position(whole.bytes());
            NllJournal journal = new NllJournal(channel, records, whole);
            if (whole.bytes() == 0) {
                journal.write(ByteBuffer.wrap(records.header()));
            }
            return journal;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** How many windows a journal holds, also while another process is writing to it; none where there is no journal. */
    static int completed(Path file, Cause cause, List<Window> windows) throws IOException {
        return whole(file, new LossRecords(cause.digest()), windows).windows();
    }

    private static Whole whole(Path file, LossRecords records, List<Window> windows) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Whole(0, 0, 0);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
            if (!records.readHeader(in)) {
                return new Whole(0, 0, 0);
            }
            int completed = 0;
            long bytes = records.header().length;
            double sum = 0;
            while (completed < windows.size()) {
                int scored = windows.get(completed).scored();
                Optional<float[]> nll = records.read(in, scored);
                if (nll.isEmpty()) {
                    break;
                }
                for (float value : nll.get()) {
                    sum += value;
                }
                completed++;
                bytes += LossRecords.length(scored);
            }
            return new Whole(completed, bytes, sum);
        }
    }

    /** Windows that were complete when it was opened. */
    int completed() {
        return whole.windows();
    }

    /** Sum of all values that it held when it was opened. */
    double sum() {
        return whole.sum();
    }

    /** Adds the values of the next window. */
    void append(float[] nll) throws IOException {
        write(records.next(nll));
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
