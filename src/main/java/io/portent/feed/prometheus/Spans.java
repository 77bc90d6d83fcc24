package io.portent.feed.prometheus;

import java.util.ArrayList;
import java.util.List;

/** When a series told its state: moments of a grid, told in rising order, joined where none is missing. Milliseconds. Not thread-safe. */
final class Spans {
    /** From start to end, exclusive. */
    record Span(long start, long end) {}

    private final long step;
    private final List<Span> closed = new ArrayList<>();
    private long start;
    private long end;
    private boolean any;

    Spans(long step) {
        this.step = step;
    }

    /** @return whether a new span begins with it */
    boolean add(long moment) {
        if (any && moment <= end) {
            end = moment + step;
            return false;
        }
        if (any) {
            closed.add(new Span(start, end));
        }
        any = true;
        start = moment;
        end = moment + step;
        return true;
    }

    List<Span> all() {
        List<Span> all = new ArrayList<>(closed);
        if (any) {
            all.add(new Span(start, end));
        }
        return all;
    }
}
