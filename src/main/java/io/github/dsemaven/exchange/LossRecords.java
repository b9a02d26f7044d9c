/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.exchange;

import io.github.dsemaven.artifact.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of negative log-likelihoods: a line with the cause that determined them, then for each window its values as
 * little-endian float32 and {@value #SEAL} bytes of a digest over them and all that stands before. So a record that was
 * damaged, cut short, moved, or computed from something else is found, and those before it are still good.
 */
public final class LossRecords {
    private static final String FORMAT = "dse-nll/2 ";
    private static final int SEAL = 16;

    private final byte[] header;
    /** Digest of the file so far. */
    private byte[] digest;

    /**
     * The start of a file.
     *
     * @param cause one line, names what determined the values
     */
    public LossRecords(String cause) {
        header = (FORMAT + cause + "\n").getBytes(StandardCharsets.UTF_8);
        digest = Sha256.bytes(header);
    }

    /** What the file begins with. */
    public byte[] header() {
        return header.clone();
    }

    /** The record of the next window, to be written. */
    public ByteBuffer next(float[] nll) {
        ByteBuffer record = ByteBuffer.allocate(length(nll.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : nll) {
            record.putFloat(value);
        }
        digest = seal(record.array(), record.position());
        return record.put(digest, 0, SEAL).flip();
    }

    /** Whether a file begins as it should. */
    public boolean readHeader(InputStream in) throws IOException {
        return Arrays.equals(in.readNBytes(header.length), header);
    }

    /** The values of the next window; empty where its record is not whole, after which there is nothing to read. */
    public Optional<float[]> read(InputStream in, int scored) throws IOException {
        byte[] record = in.readNBytes(length(scored));
        if (record.length < length(scored)) {
            return Optional.empty();
        }
        int end = record.length - SEAL;
        byte[] own = seal(record, end);
        if (!Arrays.equals(own, 0, SEAL, record, end, record.length)) {
            return Optional.empty();
        }
        digest = own;
        float[] nll = new float[scored];
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(nll);
        return Optional.of(nll);
    }

    /** Bytes of a record. */
    public static int length(int scored) {
        return scored * Float.BYTES + SEAL;
    }

    private byte[] seal(byte[] record, int end) {
        byte[] all = Arrays.copyOf(digest, digest.length + end);
        System.arraycopy(record, 0, all, digest.length, end);
        return Sha256.bytes(all);
    }
}
