package io.portent.parse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instant of the fields of a time stamp, and fills in what they lack: the zone from the configuration, the day
 * or the year from the event before, else from when the line was written at the latest: when it arrived, or its file was last modified.
 *
 * <pre>
 *   without a day:    last - 6h ... last + 18h       without a year:   last - 60d ... last + 305d
 *   the first event:  written - 23h ... written + 1h                   written - 1y ... written + 1h
 * </pre>
 *
 * That is what carries time-only logs over midnight and logs without a year over New Year's Eve. More time lies ahead of
 * the last event than behind it, since lines are nearly in order while a log may be silent for long. An event that would
 * so be later than an hour after that is taken for a very late one if that lies nearer; the order of a file that is read
 * as if it were of this year, and runs into the future, stays.
 */
final class EventClock {
    private static final long DAY = 86_400;
    private static final long YEAR = 365 * DAY;
    /** Lines stand in order but for so much; and a log may be silent over the night, or for three quarters of a year. */
    private static final long DAY_BACK = DAY / 4;

    private static final long YEAR_BACK = 60 * DAY;
    /** Clocks may differ: so much later than it was written an event may be. */
    private static final long AHEAD = 3_600;

    private final ZoneId zone;
    private @Nullable Instant last;
    private Instant arrival = Instant.EPOCH;
    private Instant written = Instant.EPOCH;
    private int cachedDate = -1;
    private long cachedDay;
    private long cachedMinute = Long.MIN_VALUE;
    private @Nullable ZoneId cachedZone;
    private int cachedOffset;

    EventClock(ZoneId zone) {
        this.zone = zone;
    }

    void arrived(Instant at) {
        arrived(at, at);
    }

    void arrived(Instant at, Instant atTheLatest) {
        arrival = at;
        written = atTheLatest;
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
            return latestDay(fields, in);
        }
        if (fields.year < 0) {
            return latestYear(fields, in);
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

    private long latest(long span, long back) {
        return last == null ? written.getEpochSecond() + AHEAD : last.getEpochSecond() + span - back;
    }

    /** What lies in the future may be very late instead: then the other candidate is nearer to the last event. */
    private boolean isLate(long candidate, long before) {
        if (last == null) {
            return false;
        }
        long reference = last.getEpochSecond();
        return candidate > Math.max(reference, written.getEpochSecond()) + AHEAD
                && Math.abs(before - reference) < Math.abs(candidate - reference);
    }

    private long latestDay(TimeFields fields, ZoneId in) {
        long latest = latest(DAY, DAY_BACK);
        long day = localDay(latest, in) + 1;
        long second = toEpoch(day, fields, in);
        while (second > latest) {
            second = toEpoch(--day, fields, in);
        }
        long before = toEpoch(day - 1, fields, in);
        return isLate(second, before) ? before : second;
    }

    private long latestYear(TimeFields fields, ZoneId in) {
        long latest = latest(YEAR, YEAR_BACK);
        int year = LocalDate.ofEpochDay(localDay(latest, in)).getYear() + 1;
        long second = inYear(year, fields, in);
        while (second > latest) {
            second = inYear(--year, fields, in);
        }
        long before = inYear(year - 1, fields, in);
        return isLate(second, before) ? before : second;
    }

    /** The 29th of February says itself which years it can be. */
    private long inYear(int year, TimeFields fields, ZoneId in) {
        boolean exists = fields.day <= TimeFields.daysOf(year, fields.month);
        return exists ? toEpoch(day(year, fields.month, fields.day), fields, in) : Long.MAX_VALUE;
    }

    private static long localDay(long second, ZoneId in) {
        Instant instant = Instant.ofEpochSecond(second);
        return Math.floorDiv(second + in.getRules().getOffset(instant).getTotalSeconds(), DAY);
    }
}
