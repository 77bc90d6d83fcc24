package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStampTest {
    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kathmandu"));

    static List<String> patterns() {
        return List.of(
                "yyyy-MM-dd HH:mm:ss.SSS",
                "yyyy-MM-dd'T'HH:mm:ss.SSS",
                "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "yyyy-MM-dd HH:mm:ss.SSSSSSZ",
                "yyyy-MM-dd HH:mm:ss",
                "yyyy/MM/dd HH:mm:ss.SSS",
                "yy/MM/dd HH:mm:ss",
                "dd.MM.yyyy HH:mm:ss",
                "dd MMM yyyy HH:mm:ss",
                "EEE MMM dd HH:mm:ss yyyy",
                "dd/MMM/yyyy:HH:mm:ss Z",
                "yyyyMMddHHmmssSSS",
                "yyyyMMdd-HHmmss",
                "M/d/yyyy h:mm:ss a",
                "yyyy-DDD HH:mm:ss");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void everyPattern_agreesWithJavaTime(String pattern) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
            LocalDateTime local = LocalDateTime.ofEpochSecond(
                    random.nextLong(978_307_200L, 2_524_608_000L), random.nextInt(1_000) * 1_000_000, ZoneOffset.UTC);
            Instant truth = local.atZone(zone).toInstant();
            String text = formatter.format(truth.atZone(zone));
            Instant expected = pattern.contains("Z") || pattern.contains("X")
                    ? truth
                    : truth.atZone(zone).toLocalDateTime().atZone(zone).toInstant();
            expected = pattern.contains("S") ? expected : expected.truncatedTo(ChronoUnit.SECONDS);

            Parsed parsed = Parsed.with(FormatKind.LOGBACK, "%d{\"" + pattern + "\"} %msg", zone, text + " x");

            assertThat(parsed.only().time())
                    .as("seed %d, %s in %s", seed, text, zone)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-02-29T23:59:60.5Z            | 2024-02-29T23:59:59.500Z",
                "2024-03-05 10:11:12               | 2024-03-05T10:11:12Z",
                "2024-03-05 10:11:12,3             | 2024-03-05T10:11:12.300Z",
                "2024-03-05 10:11:12.1234567891234 | 2024-03-05T10:11:12.123456789Z",
                "2024-03-05T10:11:12+0530          | 2024-03-05T04:41:12Z",
                "2024-03-05T10:11:12-08            | 2024-03-05T18:11:12Z",
                "2024/03/05 10:11:12               | 2024-03-05T10:11:12Z"
            })
    void isoFamily_isRead(String text, Instant expected) {
        TimeFields fields = new TimeFields();

        assertThat(IsoTime.read(text, 0, fields)).isEqualTo(text.length());
        assertThat(new EventClock(ZoneOffset.UTC).instant(fields, null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-13-05 10:11:12",
                "2023-02-29 10:11:12",
                "2024-04-31 10:11:12",
                "2024-03-05 24:11:12",
                "2024-03-05 10:60:12",
                "2024-03-05 10:11:1",
                "2024-03-05",
                "0000-00-00 00:00:00",
                "٢٠٢٤-03-05 10:11:12"
            })
    void impossibleTimes_areNoTimes(String text) {
        assertThat(IsoTime.read(text, 0, new TimeFields())).isEqualTo(-1);
    }

    @Test
    void timeWithoutDate_crossesMidnightWithItsPredecessor() {
        Parsed parsed = Parsed.with(
                FormatKind.LOGBACK, "%d{HH:mm:ss.SSS} %msg", "23:59:59.900 a", "00:00:00.100 b", "23:59:59.950 late");

        assertThat(parsed.events)
                .extracting(event -> event.time().toString())
                .containsExactly("2024-03-04T23:59:59.900Z", "2024-03-05T00:00:00.100Z", "2024-03-04T23:59:59.950Z");
    }

    @Test
    void dateWithoutYear_crossesNewYear() {
        EventClock clock = new EventClock(ZoneOffset.UTC);
        clock.happened(Instant.parse("2023-12-31T23:59:00Z"));
        TimePattern pattern = TimePattern.compile("MMM dd HH:mm:ss", null, Locale.ENGLISH);
        TimeFields fields = new TimeFields();

        assertThat(pattern.read("Jan 01 00:00:05", 0, fields)).isEqualTo(15);
        assertThat(clock.instant(fields, null)).isEqualTo(Instant.parse("2024-01-01T00:00:05Z"));
    }

    @Test
    void zoneInThePattern_beatsTheConfiguredOne() {
        assertThat(Parsed.with(
                                FormatKind.LOGBACK,
                                "%d{yyyy-MM-dd HH:mm:ss, Asia/Tokyo} %msg",
                                ZoneId.of("Europe/Berlin"),
                                "2024-03-05 10:11:12 x")
                        .only()
                        .time())
                .isEqualTo(Instant.parse("2024-03-05T01:11:12Z"));
    }

    @Test
    void unixMillis_areRead() {
        assertThat(Parsed.with(FormatKind.LOGBACK, "%d{UNIX_MILLIS} %msg", "1709633472345 x")
                        .only()
                        .time())
                .isEqualTo(Instant.parse("2024-03-05T10:11:12.345Z"));
    }

    @Test
    void recordWithoutTime_takesItsPredecessors_elseTheArrival() {
        Parsed raw = Parsed.with(FormatKind.RAW, null, "a", "b");

        assertThat(raw.events).extracting(event -> event.time()).containsOnly(Parsed.ARRIVAL);
    }
}
