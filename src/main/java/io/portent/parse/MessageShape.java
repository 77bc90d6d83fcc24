package io.portent.parse;

/**
 * A message with everything taken out that masking does not depend on: two messages of one shape are masked alike, so the answer
 * for one is that for the other, and most messages need not be masked at all. In one pass, at about half the cost of {@link Masker}.
 *
 * <pre>
 *   took 350ms for job_42, id 7f3a09 of x7gq9   =>   took 0z for job_00, id 0a of z0z
 * </pre>
 *
 * <p>A word is a run of letters and digits. Of one with a digit the masker keeps at most the letters before the first digit, and those
 * only if no letter follows; else it matters whether the word begins with a letter and whether all of it is hexadecimal.
 * Scratch space for one message at a time; not thread-safe.
 */
final class MessageShape {
    private static final int WORD = CharKinds.LETTER | CharKinds.DIGIT;

    private char[] in = new char[256];
    private char[] out = new char[256];
    private int length;

    /** False where the shape would not tell all: then there is none. */
    boolean read(String message, int maxChars) {
        int stop = message.length();
        if (stop > maxChars) {
            return false;
        }
        if (out.length < stop + 3) {
            in = new char[stop + 3];
            out = new char[stop + 3];
        }
        message.getChars(0, stop, in, 0);
        length = 0;
        return run(in, stop, out);
    }

    /** Without a branch for most signs: at each end of a word or number the processor would guess wrong. */
    private boolean run(char[] text, int stop, char[] into) {
        int write = 0;
        int digits = 0;
        int chain = 0;
        int longest = 0;
        int kinds = 0;
        for (int at = 0; at < stop; at++) {
            char c = text[at];
            int kind = CharKinds.of(c);
            kinds |= kind;
            if (digits > 0 && (kind & CharKinds.LETTER) != 0) {
                int end = wordEnd(text, at, stop);
                write = mixed(text, at, end, into, write);
                chain += end - at;
                at = end - 1;
                digits = 0;
            } else {
                int digit = kind & CharKinds.DIGIT;
                digits = (digits + digit) & -digit;
                into[write] = (char) (c & ~(-digit & 15)); // any digit becomes 0
                write += (digits - 3) >>> 31; // and a third is written over
                chain = (chain + 1) & kind >> 31;
            }
            longest = Math.max(longest, chain);
        }
        length = write;
        return (kinds & CharKinds.FOREIGN_DIGIT) == 0
                && (longest <= TokenMasker.MAX_ADDRESS || !hasLongAddress(text, stop));
    }

    private static int wordEnd(char[] text, int from, int stop) {
        int end = from;
        while (end < stop && (CharKinds.of(text[end]) & WORD) != 0) {
            end++;
        }
        return end;
    }

    /**
     * {@code 7f3a}, {@code x7gq9}: masked whole, and what stands before it in its token, too. The part before {@code at} is in
     * {@code into} already.
     */
    private static int mixed(char[] text, int at, int end, char[] into, int written) {
        int start = written;
        int all = CharKinds.HEX;
        while (start > 0 && (CharKinds.of(into[start - 1]) & WORD) != 0) {
            all &= CharKinds.of(into[--start]);
        }
        for (int i = at; i < end; i++) {
            all &= CharKinds.of(text[i]);
        }
        char letter = all != 0 ? 'a' : 'z';
        int write = start;
        if ((CharKinds.of(into[start]) & CharKinds.LETTER) != 0) {
            into[write++] = letter;
        }
        into[write++] = '0';
        into[write++] = letter;
        return write;
    }

    /** Of hex digits and colons: the masker would cut it. */
    private static boolean hasLongAddress(char[] text, int stop) {
        int chain = 0;
        boolean colon = false;
        for (int i = 0; i < stop; i++) {
            boolean part = (CharKinds.of(text[i]) & (CharKinds.HEX | CharKinds.COLON)) != 0;
            chain = part ? chain + 1 : 0;
            colon = part && (colon || text[i] == ':');
            if (colon && chain > TokenMasker.MAX_ADDRESS) {
                return true;
            }
        }
        return false;
    }

    char[] text() {
        return out;
    }

    int hash() {
        return TemplateMemo.hash(out, length);
    }

    int length() {
        return length;
    }
}
