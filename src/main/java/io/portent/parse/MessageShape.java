package io.portent.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A message with everything taken out that masking does not depend on: two messages of one shape are masked alike, so the answer
 * for one is that for the other, and most messages need not be masked at all. In one pass over UTF-8, eight bytes at a time where they hold
 * no digit.
 *
 * <pre>
 *   took 350ms for job_42, id 7f3a09 of x7gq9   =>   took 0z for job_00, id 0a of z0z
 * </pre>
 *
 * <p>A word is a run of ASCII letters and digits; other characters stay as they are. Of a word with a digit the masker keeps at most the
 * letters before the first digit, and those only if no letter follows; else it matters whether the word begins with a letter and whether all
 * of it is hexadecimal. Scratch space for one message at a time; not thread-safe.
 */
final class MessageShape {
    private static final int WORD = CharKinds.LETTER | CharKinds.DIGIT;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = LOW_BITS << 7;
    /** Read and written beyond the end, so that no message has a rest of less than eight. */
    private static final int MARGIN = 16;

    private byte[] in = new byte[512];
    private byte[] out = new byte[512];
    private int length;
    /** At least as long as what may be the longest address. */
    private int longest;

    private boolean question;

    /** False where the shape would not tell all: then there is none. */
    boolean read(String message, int maxChars) {
        if (message.length() > maxChars) {
            return false;
        }
        byte[] bytes = message.getBytes(UTF_8);
        int stop = bytes.length;
        if (out.length < stop + MARGIN) {
            in = new byte[stop + MARGIN];
            out = new byte[stop + MARGIN];
        }
        System.arraycopy(bytes, 0, in, 0, stop);
        TemplateMemo.EIGHT.set(in, stop, 0L);
        run(in, stop, out);
        boolean ascii = stop == message.length() && !question;
        return (ascii || tellsAll(message)) && (longest <= TokenMasker.MAX_ADDRESS || !hasLongAddress(in, stop));
    }

    /** Digits of other scripts are masked, too; and half of a surrogate pair becomes a question mark in UTF-8. */
    private static boolean tellsAll(String message) {
        int at = 0;
        while (at < message.length()) {
            int point = message.codePointAt(at);
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            if (half || (point > 127 && Character.isDigit(point))) {
                return false;
            }
            at += Character.charCount(point);
        }
        return true;
    }

    private void run(byte[] text, int stop, byte[] into) {
        int at = 0;
        int write = 0;
        int chain = 0; // where the run of what may be in an address began, or earlier
        int most = 0;
        long questions = 0;
        while (at < stop) {
            long eight = (long) TemplateMemo.EIGHT.get(text, at);
            TemplateMemo.EIGHT.set(into, write, eight);
            long fromZero = from('0', eight);
            long breaks = (~fromZero | from('g', eight) | eight) & HIGH_BITS;
            long digits = fromZero & ~from(':', eight) & ~eight & HIGH_BITS;
            questions |= zeros(eight ^ LOW_BITS * '?');
            if (breaks != 0) {
                most = Math.max(most, at + first(breaks) - chain);
                chain = at + last(breaks);
            }
            int before = first(digits);
            at += before;
            write += before;
            if (digits != 0) {
                int end = numberEnd(text, at, first(~digits & HIGH_BITS & (-1L << (8 * before))) - before);
                into[write] = '0';
                into[write + 1] = '0';
                write += Math.min(2, end - at); // a third is left out
                at = end;
                if (isLetter(text[end])) {
                    at = wordEnd(text, end, stop);
                    write = mixed(text, end, at, into, write);
                }
            }
        }
        length = write - (at - stop);
        longest = Math.max(most, stop - chain);
        question = questions != 0;
    }

    /** The high bit of each ASCII character that is {@code least} or beyond it. */
    private static long from(char least, long eight) {
        return (eight & ~HIGH_BITS) + LOW_BITS * (0x80 - least);
    }

    /** The high bit of each byte that is 0, and perhaps of a 1 behind one. */
    private static long zeros(long eight) {
        return (eight - LOW_BITS) & ~eight & HIGH_BITS;
    }

    /** 8 where there is none. */
    private static int first(long marked) {
        return Long.numberOfTrailingZeros(marked) >>> 3;
    }

    private static int last(long marked) {
        return 7 - (Long.numberOfLeadingZeros(marked) >>> 3);
    }

    /** @param known so many digits there are at least: a number may go on behind eight bytes */
    private static int numberEnd(byte[] text, int from, int known) {
        int end = from + known;
        while (text[end] >= '0' && text[end] <= '9') {
            end++;
        }
        return end;
    }

    private static boolean isLetter(byte b) {
        return (((b | 0x20) - 'a') & 0xff) < 26;
    }

    private static int wordEnd(byte[] text, int from, int stop) {
        int end = from;
        while (end < stop && (kind(text[end]) & WORD) != 0) {
            end++;
        }
        return end;
    }

    private static int kind(byte b) {
        return b < 0 ? 0 : CharKinds.of((char) b);
    }

    /**
     * {@code 7f3a}, {@code x7gq9}: masked whole, and what stands before it in its token, too. The part before {@code at} is in
     * {@code into} already.
     */
    private static int mixed(byte[] text, int at, int end, byte[] into, int written) {
        int start = written;
        int all = CharKinds.HEX;
        while (start > 0 && (kind(into[start - 1]) & WORD) != 0) {
            all &= kind(into[--start]);
        }
        for (int i = at; i < end; i++) {
            all &= kind(text[i]);
        }
        byte letter = (byte) (all != 0 ? 'a' : 'z');
        int write = start;
        if ((kind(into[start]) & CharKinds.LETTER) != 0) {
            into[write++] = letter;
        }
        into[write++] = '0';
        into[write++] = letter;
        return write;
    }

    /** Of hex digits and colons: the masker would cut it. Looked for around colons, since long runs of hex alone are frequent. */
    private static boolean hasLongAddress(byte[] text, int stop) {
        int at = 0;
        while (at < stop) {
            if (text[at++] == ':') {
                int start = at - 1;
                while (start > 0 && isOfAddress(text[start - 1])) {
                    start--;
                }
                while (at < stop && isOfAddress(text[at])) {
                    at++;
                }
                if (at - start > TokenMasker.MAX_ADDRESS) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfAddress(byte b) {
        return (kind(b) & (CharKinds.HEX | CharKinds.COLON)) != 0;
    }

    /** In UTF-8, {@link #length} bytes. */
    byte[] text() {
        return out;
    }

    int hash() {
        return TemplateMemo.hash(out, length);
    }

    int length() {
        return length;
    }
}
