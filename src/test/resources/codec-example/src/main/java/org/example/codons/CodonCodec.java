package org.example.codons;

import io.portent.codec.BadTextException;
import io.portent.codec.Codec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A step is a codon, three letters of DNA; there are 64, so nothing has to be fitted. */
final class CodonCodec implements Codec<String> {
    static final String SAVED = "codons 1";
    private static final String BASES = "ACGT";
    private static final int LETTERS = 3;
    private static final int CODONS = 64;

    @Override
    public String name() {
        return CodonCodecProvider.NAME;
    }

    /** Lines that begin with {@code >} are names, as in FASTA; one or two letters that are left at the end are no codon. */
    @Override
    public List<String> read(String text) {
        List<String> codons = new ArrayList<>();
        StringBuilder codon = new StringBuilder();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            for (int at = 0; at < line.length() && !line.startsWith(">"); at++) {
                char base = Character.toUpperCase(line.charAt(at));
                if (base == ' ' || base == '\r') {
                    continue;
                }
                if (BASES.indexOf(base) < 0) {
                    throw new BadTextException("line " + number + ", column " + (at + 1) + ": "
                            + String.format("U+%04X", (int) base) + " is no base; right would be A, C, G or T");
                }
                codon.append(base);
                if (codon.length() == LETTERS) {
                    codons.add(codon.toString());
                    codon.setLength(0);
                }
            }
        }
        return codons;
    }

    @Override
    public String write(String step) {
        return step;
    }

    /** One of four for each letter: the network sees that ACG and ACT have two letters in common. */
    @Override
    public int inputs() {
        return LETTERS * BASES.length();
    }

    @Override
    public void encode(String step, float[] out, int offset) {
        Arrays.fill(out, offset, offset + inputs(), 0);
        for (int i = 0; i < LETTERS; i++) {
            out[offset + i * BASES.length() + BASES.indexOf(step.charAt(i))] = 1;
        }
    }

    @Override
    public int outputs() {
        return CODONS;
    }

    @Override
    public int outputOf(String step) {
        int output = 0;
        for (int i = 0; i < LETTERS; i++) {
            output = output * BASES.length() + BASES.indexOf(step.charAt(i));
        }
        return output;
    }

    @Override
    public String stepOf(int output) {
        char[] codon = new char[LETTERS];
        int rest = output;
        for (int i = LETTERS - 1; i >= 0; i--) {
            codon[i] = BASES.charAt(rest % BASES.length());
            rest /= BASES.length();
        }
        return new String(codon);
    }

    /** Nothing is fitted; what is saved says which codec it was, in case a later one is another. */
    @Override
    public byte[] save() {
        return SAVED.getBytes(StandardCharsets.UTF_8);
    }
}
