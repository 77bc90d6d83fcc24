package io.portent.codec.text;

import io.portent.codec.BadTextException;
import io.portent.codec.Codec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A step is a character, its vector and the answer to it are one of k. */
final class TextCodec implements Codec<Integer> {
    /** Steps are places in the vocabulary: a million characters are a million references to so many objects, not more. */
    private final Vocabulary vocabulary;

    TextCodec(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public String name() {
        return TextCodecProvider.NAME;
    }

    @Override
    public List<Integer> read(String text) {
        Integer[] places = new Integer[vocabulary.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        Integer[] steps = new Integer[text.codePointCount(0, text.length())];
        int step = 0;
        for (int at = 0; at < text.length(); step++) {
            int point = text.codePointAt(at);
            int place = vocabulary.indexOf(point);
            if (place < 0) {
                throw unknown(text, at, point);
            }
            steps[step] = places[place];
            at += Character.charCount(point);
        }
        return Arrays.asList(steps);
    }

    private BadTextException unknown(String text, int at, int point) {
        long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        int column = text.codePointCount(text.lastIndexOf('\n', at - 1) + 1, at) + 1;
        return new BadTextException("line " + line + ", column " + column + ": the character " + Vocabulary.name(point)
                + " is not among the " + vocabulary.size() + " that the network has learnt: " + vocabulary);
    }

    @Override
    public String write(Integer step) {
        return Character.toString(vocabulary.point(step));
    }

    @Override
    public int inputs() {
        return vocabulary.size();
    }

    @Override
    public void encode(Integer step, float[] out, int offset) {
        Arrays.fill(out, offset, offset + vocabulary.size(), 0);
        out[offset + step] = 1;
    }

    @Override
    public int outputs() {
        return vocabulary.size();
    }

    @Override
    public int outputOf(Integer step) {
        return step;
    }

    @Override
    public Integer stepOf(int output) {
        return output;
    }

    @Override
    public byte[] save() {
        return vocabulary.text().getBytes(StandardCharsets.UTF_8);
    }
}
