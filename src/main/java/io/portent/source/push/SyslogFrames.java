package io.portent.source.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.Consumer;

/**
 * RFC 6587: each message either says its length, or ends with a newline. Which of the two is told anew for each, by what it begins with.
 *
 * <pre>
 *   27 &lt;34&gt;Mar  5 10:11:12 a b: ok   counted: digits, a blank, and a message that begins with its priority
 *   &lt;34&gt;Mar  5 10:11:12 a b: ok\n     a line, as is everything else
 * </pre>
 *
 * A counted message of several lines is as many lines.
 */
final class SyslogFrames implements Frames {
    /** Nine digits and a blank. */
    private static final int LONGEST_HEAD = 10;

    private final LineFrames lines;
    private final byte[] head = new byte[LONGEST_HEAD];
    private int headLength;
    private boolean inLine;
    private long rest;

    SyslogFrames(int maxLineBytes, HalfLines room) {
        this.lines = new LineFrames(maxLineBytes, room);
    }

    @Override
    public void take(byte[] bytes, int from, int to, Consumer<Cut> out) {
        int at = from;
        while (at < to) {
            if (rest > 0) {
                at = counted(bytes, at, to, out);
            } else if (inLine) {
                at = line(bytes, at, to, out);
            } else {
                at = begin(bytes[at], at, out);
            }
        }
    }

    private int counted(byte[] bytes, int at, int to, Consumer<Cut> out) {
        int length = (int) Math.min(rest, to - at);
        lines.take(bytes, at, at + length, out);
        rest -= length;
        if (rest == 0) {
            lines.end(out);
        }
        return at + length;
    }

    private int line(byte[] bytes, int at, int to, Consumer<Cut> out) {
        int end = at;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        inLine = end == to;
        end = Math.min(to, end + 1);
        lines.take(bytes, at, end, out);
        return end;
    }

    private int begin(byte next, int at, Consumer<Cut> out) {
        if (belongsToCount(next)) {
            head[headLength++] = next;
            return at + 1;
        }
        if (next == '<' && headLength > 1 && head[headLength - 1] == ' ') {
            rest = Long.parseLong(new String(head, 0, headLength - 1, US_ASCII));
            headLength = 0;
        } else {
            noCount(out);
        }
        return at;
    }

    private boolean belongsToCount(byte next) {
        if (headLength == 0) {
            return next >= '1' && next <= '9';
        }
        boolean open = headLength < LONGEST_HEAD && head[headLength - 1] != ' ';
        return open && (next == ' ' || (next >= '0' && next <= '9' && headLength < LONGEST_HEAD - 1));
    }

    private void noCount(Consumer<Cut> out) {
        lines.take(head, 0, headLength, out);
        headLength = 0;
        inLine = true;
    }

    @Override
    public void end(Consumer<Cut> out) {
        if (headLength > 0) {
            noCount(out);
        }
        lines.end(out);
        inLine = false;
    }

    @Override
    public boolean isHalf() {
        return headLength > 0 || lines.isHalf();
    }
}
