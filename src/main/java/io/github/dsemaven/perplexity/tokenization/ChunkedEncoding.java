/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Encodes a long text piece by piece with the result of encoding it as a whole: the library holds some 200 bytes a token.
 *
 * <p>Neighbouring pieces overlap. Both make tokens of the overlap, and far from the pieces' ends they agree; the seam is a
 * place in its middle where a run of tokens is the same in both, spans included. Where there is no such place, the text is
 * encoded as a whole after all.
 */
final class ChunkedEncoding {
    /** Tokens in a row that must agree on either side of a seam. */
    private static final int AGREEMENT = 32;

    private final int chunkChars;
    private final int overlapChars;

    ChunkedEncoding() {
        this(1 << 22, 1 << 15);
    }

    /**
     * @param chunkChars longest piece; shorter texts are encoded as a whole
     * @param overlapChars what two pieces share
     */
    ChunkedEncoding(int chunkChars, int overlapChars) {
        if (overlapChars < 4 || chunkChars < 4 * overlapChars) {
            throw new IllegalArgumentException(chunkChars + ", " + overlapChars);
        }
        this.chunkChars = chunkChars;
        this.overlapChars = overlapChars;
    }

    TokenizedText encode(String text, Function<String, Encoding> whole) {
        if (text.length() <= chunkChars) {
            Encoding encoding = whole.apply(text);
            return new TokenizedText(ids(encoding), specials(encoding));
        }
        var ids = new IdBuffer(text.length() / 3);
        int specials = 0;
        Piece previous = piece(text, 0, whole);
        int from = 0;
        while (previous.end < text.length()) {
            Piece next = piece(text, safe(text, previous.end - overlapChars), whole);
            int[] seam = seam(previous, next, text);
            if (seam.length == 0) {
                Encoding encoding = whole.apply(text);
                return new TokenizedText(ids(encoding), specials(encoding));
            }
            specials += previous.specials(from, seam[0]);
            ids.add(previous.ids, from, seam[0]);
            from = seam[1];
            previous = next;
        }
        specials += previous.specials(from, previous.ids.length);
        ids.add(previous.ids, from, previous.ids.length);
        return new TokenizedText(ids.toArray(), specials);
    }

    private Piece piece(String text, int start, Function<String, Encoding> whole) {
        int end = (int) Math.min((long) start + chunkChars, text.length());
        end = end == text.length() ? end : safe(text, end);
        return new Piece(whole.apply(text.substring(start, end)), start, end);
    }

    /** Never between the halves of a surrogate pair. */
    private static int safe(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }

    /**
     * The indices of the token that begins at the seam, in the left and the right piece; empty where none is found. Spans of a
     * piece count code points from its start, so they are compared relative to the right piece's start.
     */
    private static int[] seam(Piece left, Piece right, String text) {
        int shift = text.codePointCount(left.start, right.start);
        int middle = text.codePointCount(right.start, left.end) / 2;
        int l = left.firstAt(shift + middle);
        int r = right.firstAt(middle);
        for (int tries = 0; tries < 4 * AGREEMENT; tries++) {
            if (l + AGREEMENT > left.ids.length || r + AGREEMENT > right.ids.length) {
                break;
            }
            int difference = left.spanStart(l) - shift - right.spanStart(r);
            if (difference == 0 && agree(left, l, right, r, shift)) {
                return new int[] {l, r};
            }
            l += difference <= 0 ? 1 : 0;
            r += difference >= 0 ? 1 : 0;
        }
        return new int[0];
    }

    private static boolean agree(Piece left, int l, Piece right, int r, int shift) {
        for (int k = -AGREEMENT; k < AGREEMENT; k++) {
            if (l + k < 0 || r + k < 0) {
                return false;
            }
            if (left.ids[l + k] != right.ids[r + k]
                    || left.spanStart(l + k) - shift != right.spanStart(r + k)
                    || left.special[l + k] + right.special[r + k] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int[] ids(Encoding encoding) {
        return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }

    private static int specials(Encoding encoding) {
        return (int) Arrays.stream(encoding.getSpecialTokenMask()).sum();
    }

    /** The tokens of one piece of the text. */
    private static final class Piece {
        private final int[] ids;
        private final CharSpan[] spans;
        private final long[] special;
        private final int start;
        private final int end;

        Piece(Encoding encoding, int start, int end) {
            this.ids = ids(encoding);
            this.spans = encoding.getCharTokenSpans();
            this.special = encoding.getSpecialTokenMask();
            this.start = start;
            this.end = end;
        }

        /** A token's first code point; special tokens have none. */
        int spanStart(int token) {
            return spans[token] == null ? -1 : spans[token].getStart();
        }

        /** The first token that begins at or after a code point. */
        int firstAt(int codePoint) {
            int low = 0;
            int high = ids.length;
            while (low < high) {
                int mid = low + high >>> 1;
                // Special tokens at the end have no span, or one at 0: they are behind everything.
                boolean before = special[mid] == 0 ? spanStart(mid) < codePoint : mid < ids.length / 2;
                if (before) {
                    low = mid + 1;
                } else {
                    high = mid;
                }
            }
            return low;
        }

        int specials(int from, int to) {
            int count = 0;
            for (int i = from; i < to; i++) {
                count += (int) special[i];
            }
            return count;
        }
    }

    /** A growing array of ids. */
    private static final class IdBuffer {
        private int[] ids;
        private int size;

        IdBuffer(int expected) {
            ids = new int[Math.max(16, expected)];
        }

        void add(int[] from, int begin, int end) {
            int count = end - begin;
            if (size + count > ids.length) {
                ids = Arrays.copyOf(ids, Math.max(size + count, ids.length + ids.length / 2));
            }
            System.arraycopy(from, begin, ids, size, count);
            size += count;
        }

        int[] toArray() {
            return Arrays.copyOf(ids, size);
        }
    }
}
