package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Time stamps without a year, and without a day. */
class YearRollOverTest {
    private static final DateTimeFormatter SYSLOG = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Years of a log with silences of up to 300 days and lines that are up to 50 days late, against the instants that were written. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyYear_isFoundFromTheLineBefore(long seed) {
        Random random = new Random(seed);
        Instant now = Instant.ofEpochSecond(random.nextLong(1_000_000_000L, 1_700_000_000L));
        EventClock clock = new EventClock(BERLIN);
        clock.arrived(now.plus(Duration.ofDays(random.nextInt(200))));
        Instant first = now;
        for (int i = 0; i < 40; i++) {
            assertThat(read(clock, now)).as("seed %d, line %d", seed, i).isEqualTo(now);
            clock.arrived(now.plus(Duration.ofDays(4_000)));
            long step = random.nextInt(4) == 0 ? -random.nextInt(50 * 86_400) : random.nextInt(300 * 86_400);
            now = now.plusSeconds(random.nextInt(3) == 0 ? step : random.nextInt(100_000));
            now = now.isBefore(first) ? first : now;
        }
    }

    private static Instant read(EventClock clock, Instant truth) {
        ZonedDateTime local = truth.atZone(BERLIN);
        TimeFields fields = new TimeFields();
        String text = SYSLOG.format(local);
        assertThat(TimePattern.flexible("MMM d HH:mm:ss.S").read(text, 0, fields))
                .isEqualTo(text.length());
        Instant read = clock.instant(fields, null);
        clock.happened(read);
        // In the hour that comes twice, the text means the first.
        return read.atZone(BERLIN).toLocalDateTime().equals(local.toLocalDateTime())
                        && read.isBefore(truth)
                        && Duration.between(read, truth).equals(Duration.ofHours(1))
                ? truth
                : read;
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:10:00Z, Dec 31 23:59:59, 2023-12-31T23:59:59Z",
        "2023-12-31T23:59:59Z, Jan  1 00:00:01, 2023-12-31T00:00:01Z",
        "2026-03-01T00:00:00Z, Feb 29 12:00:00, 2024-02-29T12:00:00Z"
    })
    void firstLine_liesBeforeItsArrival(Instant arrival, String text, Instant usual) {
        EventClock clock = new EventClock(ZoneOffset.UTC);
        clock.arrived(arrival);
        TimeFields fields = new TimeFields();
        assertThat(TimePattern.flexible("MMM d HH:mm:ss.S").read(text, 0, fields))
                .isEqualTo(15);

        // A clock that is an hour ahead may have begun the year already.
        Instant expected = text.startsWith("Jan") ? Instant.parse("2024-01-01T00:00:01Z") : usual;
        assertThat(clock.instant(fields, null)).isEqualTo(expected);
    }

    @Test
    void firstLineOfAnOldFile_liesBeforeItsLastModification_andTheRestFollows() {
        Instant modified = Instant.parse("2006-02-27T00:00:00Z");
        List<LogEvent> events = new ArrayList<>();
        LineParser parser = new LineParser(new FormatSpec(FormatKind.SYSLOG, null, ZoneOffset.UTC), true);
        List<String> lines = List.of(
                "Jun  9 06:06:20 combo syslogd 1.4.1: restart.",
                "Dec 31 23:59:59 combo ftpd[1]: connection from 1.2.3.4",
                "Feb 26 05:00:00 combo ftpd[2]: connection from 1.2.3.4");
        for (int i = 0; i < lines.size(); i++) {
            parser.accept(
                    new RawLine(lines.get(i), new Origin("test", "-", i + 1L), Parsed.ARRIVAL, null, modified),
                    events::add);
        }
        parser.flush(events::add);
        assertThat(events)
                .extracting(event -> event.time().toString().substring(0, 10))
                .containsExactly("2005-06-09", "2005-12-31", "2006-02-26");
    }

    /** It counts when it is read: its file may have been written to for years. */
    @Test
    void lineWithoutATime_isNotDatedByItsFile() {
        List<LogEvent> events = new ArrayList<>();
        LineParser parser = new LineParser(new FormatSpec(FormatKind.RAW, null, ZoneOffset.UTC), false);
        parser.accept(
                new RawLine("hello", new Origin("test", "-", 1), Parsed.ARRIVAL, null, Instant.EPOCH), events::add);
        assertThat(events).extracting(LogEvent::time).containsExactly(Parsed.ARRIVAL);
    }

    @Test
    void timeOnly_isSilentOverTheNight() {
        Parsed parsed = Parsed.with(
                FormatKind.LOGBACK,
                "%d{HH:mm:ss} %msg",
                "18:00:00 a",
                "08:00:00 the next morning",
                "03:00:00 late",
                "20:30:00 b");

        assertThat(parsed.events)
                .extracting(event -> event.time().toString())
                .containsExactly(
                        "2024-03-04T18:00:00Z", "2024-03-05T08:00:00Z", "2024-03-05T03:00:00Z", "2024-03-04T20:30:00Z");
    }

    /** A log of last winter, read in autumn as if it began this summer, runs into the future: in order, and by one year. */
    @ParameterizedTest
    @MethodSource("seeds")
    void logThatPassesItsArrival_staysInOrder(long seed) {
        Random random = new Random(seed);
        EventClock clock = new EventClock(ZoneOffset.UTC);
        Instant written = Instant.parse("2005-06-09T06:06:20Z");
        Instant arrival = Instant.parse("2026-11-27T20:00:00Z");
        TimePattern pattern = TimePattern.flexible("MMM d HH:mm:ss.S");
        Instant last = Instant.EPOCH;
        while (written.isBefore(Instant.parse("2006-02-27T00:00:00Z"))) {
            clock.arrived(arrival);
            TimeFields fields = new TimeFields();
            pattern.read(SYSLOG.format(written.atZone(ZoneOffset.UTC)), 0, fields);
            Instant read = clock.instant(fields, null);
            clock.happened(read);
            assertThat(read).as("seed %d, %s", seed, written).isAfterOrEqualTo(last);
            last = read;
            written = written.plusSeconds(random.nextInt(200_000));
        }
        assertThat(last).isBetween(Instant.parse("2027-02-20T00:00:00Z"), Instant.parse("2027-02-28T00:00:00Z"));
    }

    @Test
    void veryLateLine_ofALiveLog_doesNotMoveItIntoTheFuture() {
        EventClock clock = new EventClock(BERLIN);
        Instant now = Instant.parse("2024-06-30T12:00:00Z");
        clock.happened(now);
        for (Instant truth : new Instant[] {Instant.parse("2024-03-01T00:00:00Z"), now.plusSeconds(1)}) {
            clock.arrived(now.plusSeconds(1));
            assertThat(read(clock, truth)).isEqualTo(truth);
        }
    }
}
