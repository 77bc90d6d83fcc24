package io.portent.parse;

/**
 * The whole line is the message. It has no time of its own (its predecessor's, else the arrival's) and its severity is
 * unknown: a word like ERROR in free text is a guess that the templates make better.
 */
final class RawFormat implements LineFormat {
    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        draft.message(line);
        return true;
    }

    @Override
    public String describe() {
        return "raw";
    }

    @Override
    public Joining joining() {
        return Joining.EACH;
    }
}
