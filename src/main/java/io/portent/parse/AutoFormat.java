package io.portent.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the format by trying. The first lines of a stream are read by every known format ({@link #choose}); the one that
 * reads most becomes the main one. From then on a line that the main one does not read is tried with all others, so that
 * mixed streams lose nothing. The choice is revised:
 *
 * <ul>
 *   <li>when another format reads {@value #REVISED_AFTER} lines while the main one reads none (two, where nothing was
 *       recognised before);
 *   <li>when {@value #LOST_AFTER} lines in a row are read by none: then the stream is raw, until lines are recognised again;
 *   <li>when the main one is the lax one, and a strict one reads those of its lines that are tried with it.
 * </ul>
 */
final class AutoFormat implements LineFormat {
    static final int REVISED_AFTER = 8;
    static final int LOST_AFTER = 200;
    /** So many lines of the lax format are believed before one is tried with the strict ones. */
    private static final int LAX_TURNS = 32;

    private final List<LineFormat> strict;
    private final LineFormat lax;
    private final List<LineFormat> all;
    private final LineFormat raw = new RawFormat();
    private LineFormat main = raw;
    private LineFormat last = raw;
    private boolean chosen;
    private int choices;
    private @Nullable LineFormat rival;
    private int rivalLines;
    private int lost;
    private int laxLines;
    private long tried;
    private long read;

    AutoFormat(List<FieldName> fields) {
        KnownFormats known = new KnownFormats(fields);
        strict = known.strict();
        lax = known.lax();
        all = new ArrayList<>(strict);
        all.add(lax);
    }

    /** Decides by the first lines of a stream; they are then to be read like all others. */
    void choose(List<String> sample, Draft scratch) {
        LineFormat best = raw;
        int most = 0;
        for (LineFormat format : strict) {
            int lines = count(format, sample, scratch);
            if (lines > most) {
                most = lines;
                best = format;
            }
        }
        settle(count(lax, sample, scratch) > 2 * most ? lax : best);
        chosen = true;
    }

    private static int count(LineFormat format, List<String> sample, Draft scratch) {
        int lines = 0;
        for (String line : sample) {
            lines += !looksContinued(line) && format.read(line, scratch) ? 1 : 0;
        }
        return lines;
    }

    private void settle(LineFormat format) {
        choices++;
        main = format;
        last = format;
        rival = null;
        rivalLines = 0;
        lost = 0;
        laxLines = 0;
        tried = 0;
        read = 0;
    }

    @Override
    public boolean read(String line, Draft draft) {
        if (main != raw && (main != lax || ++laxLines % LAX_TURNS != 0) && main.read(line, draft)) {
            return hit();
        }
        if (looksContinued(line)) {
            return main == raw && raw.read(line, draft);
        }
        for (LineFormat format : all) {
            if (format.read(line, draft)) {
                return format == main ? hit() : rival(format);
            }
        }
        return none(line, draft);
    }

    private boolean hit() {
        tried++;
        read++;
        last = main;
        lost = 0;
        if (main != lax) {
            rivalLines = 0;
        }
        return true;
    }

    private boolean rival(LineFormat format) {
        tried++;
        lost = 0;
        rivalLines = format == rival ? rivalLines + 1 : 1;
        rival = format;
        last = format;
        if (rivalLines >= (main == raw ? 2 : REVISED_AFTER)) {
            settle(format);
            hit();
        }
        return true;
    }

    private boolean none(String line, Draft draft) {
        if (TraceHead.of(line) != TraceHead.NONE) {
            return main == raw && raw.read(line, draft);
        }
        tried++;
        if (main != raw && ++lost == LOST_AFTER) {
            settle(raw);
        }
        last = main;
        return main == raw && raw.read(line, draft);
    }

    /** Lines of a stack trace need not be tried with every format. */
    private static boolean looksContinued(String line) {
        return line.isEmpty() || line.charAt(0) <= ' ' || line.startsWith("Caused by: ");
    }

    @Override
    public String describe() {
        return chosen ? "auto: " + main.describe() : "auto (undecided)";
    }

    /** How many of the lines since the choice the main format has read; none where it is raw, which reads anything. */
    long read() {
        return main == raw ? 0 : read;
    }

    /** Of so many lines that may have begun a record. */
    long tried() {
        return tried;
    }

    /** How often it has chosen, the first choice included. */
    int choices() {
        return choices;
    }

    /** As the format does that has read the last line. */
    @Override
    public Joining joining() {
        return main == raw ? raw.joining() : last.joining();
    }
}
