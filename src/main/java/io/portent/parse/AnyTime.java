package io.portent.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a time stamp of which only the bounds are known, by trying the shapes that loggers write; what matched last is tried
 * first. Months before days where a date of digits and slashes leaves it open. Not thread-safe.
 */
final class AnyTime {
    /** Tried in this order; longer ones stand before those that they begin with. */
    private static final List<String> SHAPES = List.of(
            "dd/MMM/yyyy:HH:mm:ss.S",
            "EEE MMM d HH:mm:ss.S yyyy",
            "MMM d yyyy HH:mm:ss.S",
            "MMM d HH:mm:ss.S",
            "EEE, d MMM yyyy HH:mm:ss.S",
            "EEE, d-MMM-yyyy HH:mm:ss.S",
            "d MMM yyyy HH:mm:ss.S",
            "d-MMM-yyyy HH:mm:ss.S",
            "yyyy-MM-dd-HH.mm.ss.S",
            "yyyy.MM.dd HH:mm:ss.S",
            "yyyyMMdd'T'HHmmss.S",
            "yyyyMMdd HHmmss.S",
            "yyyyMMdd HH:mm:ss.S",
            "yyyyMMdd-HH:mm:ss:SSS",
            "yyyyMMddHHmmss.S",
            "yyMMdd HHmmss.S",
            "yyMMdd HH:mm:ss.S",
            "yy/MM/dd HH:mm:ss.S",
            "yy-MM-dd HH:mm:ss.S",
            "MM-dd HH:mm:ss.S",
            "MM.dd HH:mm:ss.S",
            "MMdd HH:mm:ss.S",
            "M/d/yyyy h:mm:ss a",
            "M/d/yyyy HH:mm:ss.S",
            "d/M/yyyy HH:mm:ss.S",
            "d.M.yyyy HH:mm:ss.S");

    private interface Shape {
        int read(String text, int from, TimeFields into);
    }

    private static final List<Shape> ALL = shapes();

    private int last;

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(IsoTime::read);
        for (String pattern : SHAPES) {
            shapes.add(TimePattern.flexible(pattern)::read);
        }
        shapes.add(AnyTime::dateWithZoneInside);
        shapes.add(EpochTime::read);
        return List.copyOf(shapes);
    }

    /** True where a time stamp fills all of these characters; a zone may stand behind it. */
    boolean readAll(String text, int from, int to, TimeFields into) {
        if (from >= to) {
            return false;
        }
        if (fits(last, text, from, to, into)) {
            return true;
        }
        for (int i = 0; i < ALL.size(); i++) {
            if (i != last && fits(i, text, from, to, into)) {
                last = i;
                return true;
            }
        }
        return false;
    }

    private static boolean fits(int shape, String text, int from, int to, TimeFields into) {
        int end = ALL.get(shape).read(text, from, into);
        return end >= 0 && end <= to && (end == to || zone(text, end, to, into));
    }

    private static boolean zone(String text, int from, int to, TimeFields into) {
        if (text.charAt(from) == '[') {
            return into.offset != TimeFields.NO_OFFSET && text.charAt(to - 1) == ']';
        }
        int start = text.charAt(from) == ' ' ? from + 1 : from;
        int end = ZoneNames.read(text, start, into);
        return end > start && end == to;
    }

    /** {@code Tue Mar  5 10:11:12 CET 2024}, as date(1) and java.util.Date write it. */
    private static int dateWithZoneInside(String text, int from, TimeFields into) {
        int end = WITHOUT_YEAR.read(text, from, into);
        if (end < 0 || end + 6 > text.length() || text.charAt(end) != ' ') {
            return -1;
        }
        int zone = ZoneNames.read(text, end + 1, into);
        int high =
                zone < 0 || zone >= text.length() || text.charAt(zone) != ' ' ? -1 : IsoTime.twoDigits(text, zone + 1);
        int low = high < 0 ? -1 : IsoTime.twoDigits(text, zone + 3);
        into.year = high * 100 + low;
        return low < 0 || !into.plausible() ? -1 : zone + 5;
    }

    private static final TimePattern WITHOUT_YEAR = TimePattern.flexible("EEE MMM d HH:mm:ss");
}
