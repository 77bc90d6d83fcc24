package io.portent.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Replaces what varies by its look: numbers with and without units, hex, ids with digits, addresses, times, paths, URLs,
 * host names, mail addresses. Scratch space for one message at a time; not thread-safe.
 *
 * <pre>
 *   took 35ms for job_42 from /10.0.0.7:5010, user=ann uid=7   =>   took * for job_* from *, user=ann uid=*
 * </pre>
 */
final class Masker {
    /** Stands for a parameter; written {@code <*>} in the text of a template. A control character: shorter than what it hides. */
    static final char MASK = '\u0001';

    static final String MASK_TOKEN = String.valueOf(MASK);

    /** A token with none of these stays as it is. */
    private static final int MASKABLE = CharKinds.DIGIT | CharKinds.MARK | CharKinds.DOT;

    private static final String[] BEFORE_USER = {"for", "by", "of", "from", "as", "invalid", "unknown"};

    private final int maxChars;
    private final int maxTokens;
    /** The message's characters: they are looked at several times, which costs more through a String. */
    private char[] in;

    private char[] out;
    private int[] ends;
    private final TokenMasker masker = new TokenMasker();
    private final SecretMasker secrets = new SecretMasker();
    private int length;
    private int tokens;

    Masker(MinerSpec spec) {
        this.maxChars = spec.maxChars();
        this.maxTokens = spec.maxTokens();
        this.in = new char[256];
        this.out = new char[256];
        this.ends = new int[32];
    }

    void mask(String message) {
        int stop = Math.min(message.length(), maxChars);
        if (out.length < 2 * stop + 2) {
            out = new char[2 * stop + 2];
            in = new char[stop];
        }
        message.getChars(0, stop, in, 0);
        length = 0;
        tokens = 0;
        secrets.clear();
        int at = 0;
        while (at < stop && tokens < maxTokens) {
            if (isBlank(in[at])) {
                at++;
            } else {
                at = token(at, stop);
            }
        }
    }

    private int token(int from, int stop) {
        char[] text = in; // the compiler keeps locals in registers, fields not
        char[] to = out;
        int at = from;
        int start = length + (tokens > 0 ? 1 : 0);
        int write = start;
        int kinds = 0;
        while (at < stop) {
            char c = text[at];
            if (isBlank(c)) {
                break;
            }
            kinds |= CharKinds.of(c);
            to[write++] = c;
            at++;
        }
        if (tokens > 0) {
            to[length] = ' ';
        }
        length = (kinds & MASKABLE) == 0 ? write : masker.run(text, from, at, to, start, kinds);
        if ((kinds & CharKinds.SURROGATE) != 0) {
            replaceSurrogates(start);
        }
        if ((kinds & MASKABLE) == 0 && namesUser(start)) {
            out[start] = MASK;
            length = start + 1;
        }
        length = secrets.mask(out, start, length, (kinds & CharKinds.MARK) != 0);
        endToken(start);
        return at;
    }

    /** A lone half could not be stored as UTF-8 and read back; a pair is no loss to a template. */
    private void replaceSurrogates(int start) {
        for (int i = start; i < length; i++) {
            out[i] = Character.isSurrogate(out[i]) ? '\ufffd' : out[i];
        }
    }

    /** {@code for user ann}, {@code invalid user bob}: who it was is a parameter, whatever the name is. */
    private boolean namesUser(int start) {
        if (tokens < 2 || !tokenIs(tokens - 1, "user")) {
            return false;
        }
        for (String before : BEFORE_USER) {
            if (tokenIs(tokens - 2, before)) {
                return !StateWords.contains(new String(out, start, length - start));
            }
        }
        return false;
    }

    /** A list of parameters counts as one, however long it is. */
    private void endToken(int start) {
        if (tokens > 0 && repeatsMasked(start)) {
            length = ends[tokens - 1];
            return;
        }
        if (tokens == ends.length) {
            ends = Arrays.copyOf(ends, 2 * tokens);
        }
        ends[tokens++] = length;
    }

    private boolean repeatsMasked(int start) {
        int before = tokens == 1 ? 0 : ends[tokens - 2] + 1;
        return Arrays.equals(out, before, ends[tokens - 1], out, start, length) && hasMask(start);
    }

    private boolean hasMask(int start) {
        for (int i = start; i < length; i++) {
            if (out[i] == MASK) {
                return true;
            }
        }
        return false;
    }

    /** Control characters too: one of them is the mask. */
    private static boolean isBlank(char c) {
        return c <= ' ';
    }

    int tokens() {
        return tokens;
    }

    String token(int index) {
        int start = index == 0 ? 0 : ends[index - 1] + 1;
        return new String(out, start, ends[index] - start);
    }

    String firstToken() {
        return tokens == 0 ? "" : token(0);
    }

    boolean tokenIs(int index, String word) {
        int start = index == 0 ? 0 : ends[index - 1] + 1;
        if (ends[index] - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (out[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String[] words() {
        String[] words = new String[tokens];
        for (int i = 0; i < tokens; i++) {
            words[i] = token(i);
        }
        return words;
    }

    /** The words with blanks between them, in UTF-8. */
    byte[] text() {
        return new String(out, 0, length).getBytes(UTF_8);
    }
}
