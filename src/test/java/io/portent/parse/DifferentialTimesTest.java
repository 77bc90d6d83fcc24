package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time stamps are written by java.time, and read by hand: what comes back is what went in, to the unit that was written. */
class DifferentialTimesTest {
    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneOffset.ofHours(-11));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd HH:mm:ss.SSS",
                "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "yyyy-MM-dd'T'HH:mm:ssZ",
                "yyyy-MM-dd HH:mm:ss,SSSSSS x",
                "yyyy-MM-dd HH:mm:ss.SSSSSSSSS XX",
                "uuuu.MM.dd HH.mm.ss",
                "dd/MMM/yyyy:HH:mm:ss Z",
                "EEE, d MMM yyyy HH:mm:ss Z",
                "EEE MMM d HH:mm:ss yyyy",
                "EEEE, MMMM dd, yyyy h:mm:ss a",
                "M/d/yyyy h:mm:ss.SSS a",
                "MM/dd/yyyy hh:mm:ss a XXX",
                "d.M.yyyy HH:mm:ss",
                "yyMMdd HHmmss",
                "yyyyMMdd'T'HHmmss.SSS'Z'",
                "yyyyMMddHHmmssSSS",
                "yyyy-DDD HH:mm:ss",
                "YYYY-'W'ww-e HH:mm:ss",
                "dd-MMM-yyyy HH:mm:ss.SSS",
                "yyyy-MM-dd HH:mm:ss.SSS z",
                "yyyy-MM-dd HH:mm:ss VV",
                "yyyy-MM-dd kk:mm:ss",
                "yyyy-MM-dd KK:mm:ss a",
                "HH:mm:ss.SSS dd.MM.yy",
                "yyyy-MM-dd HH:mm:ss 'o''clock'",
                "'['yyyy-MM-dd HH:mm:ss']'",
                "yyyy-MM-dd HH:mm:ss.S",
                "yyyy-MM-dd HH:mm"
            })
    void datePattern_isReadAsItWasWritten(String pattern) {
        DateTimeFormatter writer = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        LongStream.range(0, 200).forEach(seed -> {
            Random random = new Random(seed);
            ZoneId zone = RandomTexts.one(ZONES, random);
            ZonedDateTime time = time(random, zone);
            String written = writer.format(time);
            LogEvent event = Parsed.with(
                            FormatKind.LOGBACK, "%d{\"" + pattern + "\"} - %msg%n", zone, written + " - order paid")
                    .only();

            assertThat(writer.format(event.time().atZone(zone)))
                    .as("seed %d, %s in %s", seed, time, zone)
                    .isEqualTo(written);
            assertThat(event.time())
                    .as("seed %d, %s in %s", seed, written, zone)
                    .isBetween(
                            time.toInstant().minus(1, ChronoUnit.MINUTES),
                            time.toInstant().plus(1, ChronoUnit.MINUTES));
        });
    }

    /** Not in an hour that the clocks show twice: what carries no zone does not say which it was. */
    private static ZonedDateTime time(Random random, ZoneId zone) {
        Instant at = Parsed.ARRIVAL
                .minus(random.nextLong(20L * 365 * 86_400), ChronoUnit.SECONDS)
                .plusNanos(random.nextInt(1_000_000_000));
        ZonedDateTime time = at.atZone(zone);
        boolean twice = zone.getRules().getValidOffsets(time.toLocalDateTime()).size() > 1;
        return twice ? time.plusHours(3) : time;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
                "yyyy-MM-dd HH:mm:ss.SSS xx",
                "yyyy-MM-dd HH:mm:ss,SSS",
                "yyyy/MM/dd HH:mm:ss",
                "dd/MMM/yyyy:HH:mm:ss Z",
                "EEE MMM d HH:mm:ss yyyy",
                "EEE MMM ppd HH:mm:ss 'UTC' yyyy",
                "MMM d yyyy HH:mm:ss.SSS",
                "EEE, d MMM yyyy HH:mm:ss 'GMT'",
                "d-MMM-yyyy HH:mm:ss.SSS",
                "yyyy-MM-dd-HH.mm.ss.SSSSSS",
                "yyyy.MM.dd HH:mm:ss",
                "yyyyMMdd'T'HHmmss'Z'",
                "yyyyMMdd-HH:mm:ss:SSS",
                "yyyyMMdd HHmmss",
                "yyMMdd HHmmss",
                "yy/MM/dd HH:mm:ss",
                "yy-MM-dd HH:mm:ss",
                "M/d/yyyy h:mm:ss a",
                "M/d/yyyy HH:mm:ss",
                "d.M.yyyy HH:mm:ss.SSS"
            })
    void timeOfARecord_isReadInAnyUsualShape(String shape) {
        DateTimeFormatter writer = DateTimeFormatter.ofPattern(shape, Locale.ENGLISH);
        LongStream.range(0, 200).forEach(seed -> {
            ZonedDateTime time = time(new Random(seed), ZoneOffset.UTC);
            String written = writer.format(time);
            LogEvent event = Parsed.with(
                            FormatKind.JSON, null, "{\"time\":\"" + written + "\",\"level\":\"INFO\",\"msg\":\"m\"}")
                    .only();

            assertThat(writer.format(event.time().atZone(ZoneOffset.UTC)))
                    .as("seed %d", seed)
                    .isEqualTo(written);
        });
    }
}
