package io.portent.parse;

import java.util.List;

/** The variants of one format; the first that reads a line has it. */
final class EitherFormat implements LineFormat {
    private final List<LineFormat> formats;

    /** @param formats not empty */
    EitherFormat(List<LineFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    @Override
    public boolean read(String line, Draft draft) {
        for (LineFormat format : formats) {
            if (format.read(line, draft)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String describe() {
        return formats.get(0).describe();
    }

    @Override
    public Joining joining() {
        return formats.get(0).joining();
    }
}
