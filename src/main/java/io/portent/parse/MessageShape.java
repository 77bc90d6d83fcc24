package io.portent.parse;

/**
 * A message with everything taken out that masking does not depend on: two messages of one shape are masked alike, so the answer
 * for one is that for the other, and most messages need not be masked at all. In one pass, four times as fast as {@link Masker}.
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

    private boolean run(char[] text, int stop, char[] into) {
        int at = 0;
        int write = 0;
        int chain = 0; // of hex digits and colons: too long a one the masker would cut
        int colons = 0;
        while (at < stop) {
            char c = text[at];
            int kind = CharKinds.of(c);
            if ((kind & WORD) == 0) {
                into[write++] = c;
                at++;
                chain = c == ':' ? chain + 1 : 0;
                colons = c == ':' ? colons + 1 : 0;
                continue;
            }
            int from = at;
            int start = write;
            int hex = kind;
            while ((kind & WORD) == CharKinds.LETTER) {
                into[write++] = c;
                hex &= kind;
                c = ++at < stop ? text[at] : ' ';
                kind = CharKinds.of(c);
            }
            if ((kind & WORD) != 0) {
                int digit = write;
                int kinds = 0;
                while ((kind & WORD) != 0) {
                    hex &= kind;
                    kinds |= kind;
                    c = ++at < stop ? text[at] : ' ';
                    kind = CharKinds.of(c);
                }
                if ((kinds & CharKinds.FOREIGN_DIGIT) != 0) {
                    return false;
                }
                write = (kinds & CharKinds.LETTER) != 0
                        ? mixed(into, start, digit > start, (hex & CharKinds.HEX) != 0)
                        : numbered(into, digit, at - from - (digit - start));
            }
            chain += at - from;
            if (chain > TokenMasker.MAX_ADDRESS && colons > 0) {
                return false;
            }
            if ((hex & CharKinds.HEX) == 0) {
                chain = 0;
                colons = 0;
            }
        }
        length = write;
        return true;
    }

    /** {@code 7f3a}, {@code x7gq9}: masked whole, and what stands before it in its token, too. */
    private static int mixed(char[] into, int start, boolean letterFirst, boolean hex) {
        char letter = hex ? 'a' : 'z';
        int write = start;
        if (letterFirst) {
            into[write++] = letter;
        }
        into[write++] = '0';
        into[write++] = letter;
        return write;
    }

    /** {@code job42}, {@code 42}: the name stays. One sign before a colon and a backslash is a drive, two are none. */
    private static int numbered(char[] into, int digit, int digits) {
        into[digit] = '0';
        into[digit + 1] = '0';
        return digits == 1 ? digit + 1 : digit + 2;
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
