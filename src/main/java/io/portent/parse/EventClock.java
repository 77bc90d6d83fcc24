package io.portent.parse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instant of the fields of a time stamp, and fills in what they lack: the zone from the configuration, the day
 * or the year from the event before (else from the arrival), such that the result lies nearest to it. That is what
 * carries time-only logs over midnight and logs without a year over New Year's Eve. What is read may be old but not new:
 * beside the arrival, only the past counts as near.
 */
final class EventClock {
    private static final long DAY = 86_400;
    /** Clocks may differ: so much later than its arrival an event may be. */
    private static final long AHEAD = 3_600;

    private final ZoneId zone;
    private @Nullable Instant last;
    private Instant arrival = Instant.EPOCH;
    private int cachedDate = -1;
    private long cachedDay;
    private long cachedMinute = Long.MIN_VALUE;
    private @Nullable ZoneId cachedZone;
    private int cachedOffset;

    EventClock(ZoneId zone) {
        this.zone = zone;
    }

    void arrived(Instant at) {
        arrival = at;
    }

    void happened(Instant at) {
        last = at;
    }

    /** Of a record without a time of its own. */
    Instant inherited() {
        return last == null ? arrival : last;
    }

    Instant instant(TimeFields fields, @Nullable ZoneId own) {
        return Instant.ofEpochSecond(epochSecond(fields, own == null ? zone : own), fields.nano);
    }

    private long epochSecond(TimeFields fields, ZoneId in) {
        if (fields.hasEpoch) {
            return fields.epoch;
        }
        if (fields.month < 0) {
            return nearestDay(fields, in);
        }
        if (fields.year < 0) {
            return nearestYear(fields, in);
        }
        return toEpoch(day(fields.year, fields.month, fields.day), fields, in);
    }

    private long toEpoch(long day, TimeFields fields, ZoneId in) {
        long local = day * DAY + fields.secondOfDay();
        return local - (fields.offset == TimeFields.NO_OFFSET ? offset(local, in) : fields.offset);
    }

    /** One day is asked for again and again: the last is kept. */
    private long day(int year, int month, int day) {
        int key = (year << 9) | (month << 5) | day;
        if (key != cachedDate) {
            cachedDay = LocalDate.of(year, month, day).toEpochDay();
            cachedDate = key;
        }
        return cachedDay;
    }

    /** In a gap or an overlap of local time: as {@link LocalDateTime#atZone}, the offset before it. */
    private int offset(long local, ZoneId in) {
        if (in instanceof ZoneOffset fixed) {
            return fixed.getTotalSeconds();
        }
        long minute = Math.floorDiv(local, 60L);
        if (minute != cachedMinute || !in.equals(cachedZone)) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
            cachedOffset = in.getRules().getOffset(time).getTotalSeconds();
            cachedMinute = minute;
            cachedZone = in;
        }
        return cachedOffset;
    }

    /** The middle of the span of so many seconds in which the event must lie. */
    private Instant middle(long span) {
        return last == null ? arrival.minusSeconds(span / 2 - AHEAD) : last;
    }

    private long nearestDay(TimeFields fields, ZoneId in) {
        Instant middle = middle(DAY);
        long reference = middle.getEpochSecond();
        long today = Math.floorDiv(reference + in.getRules().getOffset(middle).getTotalSeconds(), DAY);
        long best = toEpoch(today, fields, in);
        for (long day = today - 1; day <= today + 1; day += 2) {
            best = nearer(best, toEpoch(day, fields, in), reference);
        }
        return best;
    }

    private long nearestYear(TimeFields fields, ZoneId in) {
        Instant middle = middle(365 * DAY);
        long reference = middle.getEpochSecond();
        int thisYear = middle.atZone(in).getYear();
        long best = Long.MAX_VALUE;
        for (int year = thisYear - 1; year <= thisYear + 1; year++) {
            int day = Math.min(fields.day, TimeFields.daysOf(year, fields.month));
            best = nearer(best, toEpoch(day(year, fields.month, day), fields, in), reference);
        }
        return best;
    }

    private static long nearer(long a, long b, long reference) {
        return a != Long.MAX_VALUE && Math.abs(a - reference) <= Math.abs(b - reference) ? a : b;
    }
}
