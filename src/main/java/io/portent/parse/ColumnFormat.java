package io.portent.parse;

import io.portent.event.Severity;
import io.portent.parse.ColumnPattern.Column;
import io.portent.parse.ColumnPattern.Literal;
import io.portent.parse.ColumnPattern.Part;
import io.portent.parse.ColumnPattern.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of named columns. A column ends at the first place where the literal behind it stands; should the rest of the line
 * then not fit, the next place is tried, at most {@value #MAX_TRIES} times for one line. Where the pattern has columns of
 * time, a line whose columns hold none is not in this format.
 */
final class ColumnFormat implements LineFormat {
    private static final int MAX_TRIES = 64;

    private final String description;
    private final Part[] parts;
    private final boolean timed;
    private final int[] starts;
    private final int[] ends;
    private final AnyTime times = new AnyTime();
    private final StringBuilder time = new StringBuilder();
    private int tries;

    private ColumnFormat(String description, List<Part> parts) {
        this.description = description;
        this.parts = parts.toArray(new Part[0]);
        this.timed = parts.stream()
                .anyMatch(part ->
                        part instanceof Column column && (column.role() == Role.TIME || column.role() == Role.STAMP));
        this.starts = new int[this.parts.length];
        this.ends = new int[this.parts.length];
    }

    /** @throws IllegalArgumentException with position and reason */
    static LineFormat of(String pattern) {
        List<LineFormat> variants = new ArrayList<>();
        for (List<Part> parts : ColumnPattern.compile(pattern)) {
            variants.add(new ColumnFormat("columns: " + pattern, parts));
        }
        return variants.size() == 1 ? variants.get(0) : new EitherFormat(variants);
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public Joining joining() {
        return Joining.FOLLOWING;
    }

    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        tries = 0;
        if (!match(0, 0, line)) {
            return false;
        }
        time.setLength(0);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] instanceof Column column) {
                take(column, line.substring(starts[i], ends[i]), draft);
            }
        }
        if (timed && !draft.timed) {
            String text = time.toString();
            draft.timed = times.readAll(text, 0, text.length(), draft.time);
        }
        return draft.timed == timed;
    }

    private boolean match(int from, int start, String line) {
        int at = start;
        for (int i = from; i < parts.length; i++) {
            if (parts[i] instanceof Literal literal) {
                at = after(literal.text(), at, line, i == parts.length - 1);
                if (at < 0) {
                    return false;
                }
            } else {
                return column(i, at, line);
            }
        }
        return at == line.length();
    }

    private boolean column(int index, int at, String line) {
        starts[index] = at;
        if (index == parts.length - 1) {
            ends[index] = line.length();
            return true;
        }
        String until = ((Literal) parts[index + 1]).text();
        char first = until.charAt(0);
        for (int end = line.indexOf(first, at + 1); end > 0 && tries < MAX_TRIES; end = line.indexOf(first, end + 1)) {
            if (after(until, end, line, false) >= 0) {
                tries++;
                ends[index] = end;
                if (match(index + 1, end, line)) {
                    return true;
                }
            } else if (first == ' ') {
                // From another blank of the same run it would come to the same place.
                end = lastBlank(line, end);
            }
        }
        return false;
    }

    private static int lastBlank(String line, int from) {
        int at = from;
        while (at + 1 < line.length() && line.charAt(at + 1) == ' ') {
            at++;
        }
        return at;
    }

    /** Behind the literal that stands here, or -1. A blank of it stands for one or more; at the end of a line they may be lost. */
    private static int after(String literal, int from, String line, boolean last) {
        int at = from;
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            boolean blank = c == ' ' || c == '\t';
            if (at >= line.length()) {
                return last && blank && i == literal.length() - 1 ? at : -1;
            }
            char there = line.charAt(at);
            if (blank && (i == 0 || literal.charAt(i - 1) != ' ')) {
                int end = at;
                while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
                    end++;
                }
                if (end == at) {
                    return -1;
                }
                at = end;
            } else if (!blank) {
                if (there != c) {
                    return -1;
                }
                at++;
            }
        }
        return at;
    }

    private void take(Column column, String value, Draft draft) {
        switch (column.role()) {
            case TIME -> time.append(time.isEmpty() ? "" : " ").append(value);
            case STAMP -> {
                if (times.readAll(value, 0, value.length(), draft.time)) {
                    draft.timed = true;
                } else {
                    time.append(time.isEmpty() ? "" : " ").append(value);
                }
            }
            case LEVEL -> level(column, value, draft);
            case LOGGER -> draft.logger = Draft.cut(value, Draft.MAX_TEXT);
            case MESSAGE -> draft.message(value.stripTrailing());
            case SKIPPED -> {}
            case FIELD -> draft.value(column.name(), value.strip());
        }
    }

    /** Some public data call the host a level. */
    private static void level(Column column, String value, Draft draft) {
        draft.severity = Levels.of(value.strip());
        if (draft.severity == Severity.UNKNOWN) {
            draft.text(column.name(), value.strip());
        }
    }
}
