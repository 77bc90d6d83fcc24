package io.portent.counted;

/** A text that counts each look at one of its characters as a step: what a regular expression costs. */
public record CountedText(String text) implements CharSequence {
    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        Steps.step();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        Steps.passed(text.substring(start, end));
        return new CountedText(text.substring(start, end));
    }

    @Override
    public String toString() {
        return text;
    }
}
