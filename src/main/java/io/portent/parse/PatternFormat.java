package io.portent.parse;

import io.portent.event.Severity;
import java.util.List;
import java.util.Map;

/**
 * Lines of a compiled logback pattern. A text's end is the first place where the literal behind it stands (for the
 * message: the last); should the rest of the line then not fit, the next place is tried, at most {@link #MAX_TRIES}
 * times for one line, so that the time stays linear in its length.
 */
final class PatternFormat implements LineFormat {
    private static final int MAX_TRIES = 32;

    private final String description;
    private final PatternStep[] steps;
    private final int[] starts;
    private final int[] ends;
    private int tries;

    /** @param pattern of logback */
    PatternFormat(String description, String pattern) {
        this(description, PatternCompiler.compile(pattern));
    }

    PatternFormat(String description, List<PatternStep> compiled) {
        this(description, compiled.toArray(new PatternStep[0]));
    }

    private PatternFormat(String description, PatternStep[] steps) {
        this.description = description;
        this.steps = steps;
        int slots = 0;
        for (PatternStep step : steps) {
            slots += step instanceof PatternStep.Free || step instanceof PatternStep.GroupOpen ? 1 : 0;
        }
        this.starts = new int[slots];
        this.ends = new int[slots];
    }

    /** Reads the same lines and shares what was compiled, for another parser. */
    PatternFormat copy() {
        return new PatternFormat(description, steps);
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
        if (!match(0, 0, line, draft)) {
            return false;
        }
        for (PatternStep step : steps) {
            if (step instanceof PatternStep.Free free) {
                take(free, line, draft);
            }
        }
        return true;
    }

    private boolean match(int from, int start, String line, Draft draft) {
        int at = start;
        for (int i = from; i < steps.length; i++) {
            PatternStep step = steps[i];
            if (step instanceof PatternStep.Literal literal) {
                at = literal(literal.text(), at, line, i == steps.length - 1);
            } else if (step instanceof PatternStep.Free free) {
                return free(i, free, at, line, draft);
            } else if (step instanceof PatternStep.Date date) {
                at = date(date, at, line, draft);
            } else if (step instanceof PatternStep.Level level) {
                at = level.names().isEmpty() ? level(level.width(), at, line, draft, i) : named(level, at, line, draft);
            } else if (step instanceof PatternStep.GroupOpen open) {
                starts[open.slot()] = at;
                at = PatternWidth.skipLeft(open.width(), at, line);
            } else if (step instanceof PatternStep.GroupClose close) {
                at = PatternWidth.skipRight(close.width(), starts[close.slot()], at, line);
            }
            if (at < 0) {
                return false;
            }
        }
        return at == line.length();
    }

    /** Blanks at the end of a line get lost on the way. */
    private static int literal(String text, int at, String line, boolean last) {
        if (line.startsWith(text, at)) {
            return at + text.length();
        }
        return last && text.isBlank() && line.substring(at).isBlank() ? line.length() : -1;
    }

    private static int date(PatternStep.Date step, int at, String line, Draft draft) {
        int from = PatternWidth.skipLeft(step.width(), at, line);
        int end = step.pattern().read(line, from, draft.time);
        draft.timed = end >= 0;
        draft.zone = step.pattern().zone();
        return end < 0 ? -1 : PatternWidth.skipRight(step.width(), at, end, line);
    }

    private int level(PatternNode.Width width, int at, String line, Draft draft, int index) {
        int from = PatternWidth.skipLeft(width, at, line);
        int end = Levels.wordEnd(line, from);
        if (end == from) {
            return -1;
        }
        String word = line.substring(from, end);
        draft.severity = width.max() < 5 ? Levels.ofCut(word, width.max(), width.keepsStart()) : Levels.of(word);
        boolean known = draft.severity != Severity.UNKNOWN || word.equals("OFF");
        return known ? padded(PatternWidth.skipRight(width, at, end, line), end, index + 1, line) : -1;
    }

    private static int named(PatternStep.Level step, int at, String line, Draft draft) {
        int from = PatternWidth.skipLeft(step.width(), at, line);
        int longest = -1;
        for (Map.Entry<String, Severity> name : step.names().entrySet()) {
            if (name.getKey().length() > longest && line.startsWith(name.getKey(), from)) {
                longest = name.getKey().length();
                draft.severity = name.getValue();
            }
        }
        int word = Levels.wordEnd(line, from);
        if (longest < 0 && word > from) {
            draft.severity = Levels.of(line.substring(from, word));
            longest = draft.severity == Severity.UNKNOWN ? -1 : word - from;
        }
        return longest < 0 ? -1 : PatternWidth.skipRight(step.width(), at, from + longest, line);
    }

    /** Many a writer does not pad what its pattern says: the blank may be the one of the literal that follows. */
    private int padded(int at, int end, int next, String line) {
        boolean blankTaken = at == end + 1
                && next < steps.length
                && steps[next] instanceof PatternStep.Literal literal
                && literal.text().startsWith(" ")
                && !line.startsWith(literal.text(), at);
        return blankTaken ? end : at;
    }

    private boolean free(int index, PatternStep.Free step, int at, String line, Draft draft) {
        starts[step.slot()] = at;
        int least = at + step.width().min();
        if (step.kind() == PatternStep.Kind.PAIRS && line.startsWith("{", at)) {
            least = Math.max(least, line.indexOf('}', at) + 1);
        }
        int most = (int) Math.min(line.length(), at + (long) step.width().max());
        boolean message = step.kind() == PatternStep.Kind.MESSAGE;
        if (step.until() == null) {
            int end = step.last() || message ? most : PatternWidth.end(step, at, line);
            return end <= most && accept(index, step, end, line, draft);
        }
        if (!message) {
            return forward(index, step, Math.min(least, line.length()), most, line, draft);
        }
        return backward(index, step, least, most, line, draft) || cutShort(step, line);
    }

    private boolean forward(int index, PatternStep.Free step, int least, int most, String line, Draft draft) {
        String until = until(step);
        int end = line.indexOf(until, least);
        while (end >= 0 && end <= most && tries++ < MAX_TRIES) {
            if (accept(index, step, end, line, draft)) {
                return true;
            }
            if (step.kind().blankless() && hasBlank(line, starts[step.slot()], end)) {
                return false;
            }
            end = line.indexOf(until, end + 1);
        }
        return end < 0 && until.isBlank() && index == steps.length - 2 && accept(index, step, most, line, draft);
    }

    private boolean backward(int index, PatternStep.Free step, int least, int most, String line, Draft draft) {
        String until = until(step);
        int end = line.lastIndexOf(until, most);
        while (end >= least && tries++ < MAX_TRIES) {
            if (accept(index, step, end, line, draft)) {
                return true;
            }
            end = line.lastIndexOf(until, end - 1);
        }
        return false;
    }

    private static String until(PatternStep.Free step) {
        return step.until() == null ? "" : step.until();
    }

    /** A message of several lines: what the pattern writes behind it is on its last one. */
    private boolean cutShort(PatternStep.Free step, String line) {
        ends[step.slot()] = line.length();
        for (PatternStep other : steps) {
            if (other instanceof PatternStep.Free later && later.slot() > step.slot()) {
                starts[later.slot()] = line.length();
                ends[later.slot()] = line.length();
            }
        }
        return true;
    }

    private boolean accept(int index, PatternStep.Free step, int end, String line, Draft draft) {
        int slot = step.slot();
        int from = starts[slot];
        if (step.kind().blankless() && hasBlank(line, from, end)) {
            return false;
        }
        if (!looksRight(step.kind(), line, from, end)) {
            return false;
        }
        ends[slot] = end;
        return match(index + 1, end, line, draft);
    }

    private static boolean looksRight(PatternStep.Kind kind, String line, int from, int end) {
        return switch (kind) {
            case PAIRS -> Pairs.looksLikePairs(line, from, end);
            case DIGITS -> digits(line, from, end);
            case LOGGER, CLASS, MESSAGE, WORD, TEXT, QUOTED_PAIRS -> true;
        };
    }

    private static boolean digits(String line, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!IsoTime.isDigit(line.charAt(i)) && line.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /** Padding does not count. */
    private static boolean hasBlank(String line, int from, int end) {
        int start = from;
        int stop = end;
        while (start < stop && line.charAt(start) == ' ') {
            start++;
        }
        while (stop > start && line.charAt(stop - 1) == ' ') {
            stop--;
        }
        int blank = line.indexOf(' ', start);
        return blank >= 0 && blank < stop;
    }

    private void take(PatternStep.Free step, String line, Draft draft) {
        int from = starts[step.slot()];
        int end = ends[step.slot()];
        switch (step.kind()) {
            case LOGGER -> draft.logger = line.substring(from, end).strip();
            case CLASS ->
                draft.logger =
                        draft.logger.isEmpty() ? line.substring(from, end).strip() : draft.logger;
            case MESSAGE -> draft.message(line.substring(from, end).stripTrailing());
            case WORD, DIGITS, TEXT -> takeField(step, line, from, end, draft);
            case PAIRS -> Pairs.readPlain(line, from, end, draft);
            case QUOTED_PAIRS -> Pairs.readQuoted(line, from, end, draft);
        }
    }

    private static void takeField(PatternStep.Free step, String line, int from, int end, Draft draft) {
        String name = step.name();
        if (name == null) {
            return;
        }
        String value = line.substring(from, end).strip();
        if (!value.isEmpty() && !value.equals(step.otherwise())) {
            draft.value(name, value);
        }
    }
}
