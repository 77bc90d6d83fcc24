package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time stamps whose shape is not told, against java.time. */
class AnyTimeTest {
    private static final int INSTANTS = 2_000;
    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kathmandu"));

    /** In the letters of java.time; what the shape holds of an instant, its letters say. */
    static List<String> shapes() {
        return List.of(
                "yyyy-MM-dd HH:mm:ss",
                "yyyy-MM-dd HH:mm:ss,SSS",
                "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX",
                "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXX",
                "yyyy-MM-dd'T'HH:mm:ss,S",
                "yyyy-MM-dd'T'HH:mm:ss.SSX",
                "yyyy-MM-dd HH:mm:ss.SSS XX",
                "yyyy/MM/dd HH:mm:ss",
                "yyyy-MM-dd_HH:mm:ss.SSS",
                "dd/MMM/yyyy:HH:mm:ss XX",
                "EEE, dd MMM yyyy HH:mm:ss 'GMT'",
                "EEE, d MMM yyyy HH:mm:ss XX",
                "EEE MMM ppd HH:mm:ss yyyy",
                "EEE MMM dd HH:mm:ss.SSSSSS yyyy",
                "EEE MMM dd HH:mm:ss 'UTC' yyyy",
                "MMM d yyyy HH:mm:ss.SSS",
                "dd MMM yyyy HH:mm:ss,SSS",
                "dd-MMM-yyyy HH:mm:ss.SSS",
                "yyyy-MM-dd-HH.mm.ss.SSSSSS",
                "yyyyMMdd'T'HHmmss.SSSXX",
                "yyyyMMdd'T'HHmmss'Z'",
                "yyyyMMdd HHmmss",
                "yyyyMMdd HH:mm:ss.SSS",
                "yyyyMMdd-HH:mm:ss:SSS",
                "yyyyMMddHHmmss",
                "yyMMdd HHmmss",
                "yy/MM/dd HH:mm:ss",
                "M/d/yyyy h:mm:ss a",
                "dd.MM.yyyy HH:mm:ss.SSS");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShape_agreesWithJavaTime(String shape) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(shape, Locale.ENGLISH);
        boolean universal = shape.contains("GMT") || shape.contains("UTC") || shape.contains("'Z'");
        boolean zoned = universal || shape.contains("X");
        AnyTime times = new AnyTime();
        for (long seed = 0; seed < INSTANTS; seed++) {
            Random random = new Random(seed);
            ZoneId zone = universal ? ZoneOffset.UTC : ZONES.get(random.nextInt(ZONES.size()));
            int nano = random.nextInt(1_000_000_000);
            Instant instant = Instant.ofEpochSecond(random.nextLong(978_307_200L, 4_102_444_800L), nano);
            String text = formatter.format(instant.atZone(zone));
            Instant held = instant.truncatedTo(ChronoUnit.SECONDS).plusNanos(fraction(shape, nano));
            Instant expected = zoned
                    ? held
                    : held.atZone(zone).toLocalDateTime().atZone(zone).toInstant();

            assertThat(read(times, text, zone))
                    .as("seed %d, %s in %s", seed, text, zone)
                    .isEqualTo(expected);
        }
    }

    private static int fraction(String shape, int nano) {
        int digits = (int) shape.chars().filter(c -> c == 'S').count();
        int unit = 1;
        for (int i = digits; i < 9; i++) {
            unit *= 10;
        }
        return nano / unit * unit;
    }

    private static Instant read(AnyTime times, String text, ZoneId zone) {
        TimeFields fields = new TimeFields();
        assertThat(times.readAll(text, 0, text.length(), fields)).as(text).isTrue();
        return new EventClock(zone).instant(fields, null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 1_000_000, 1_000_000_000})
    void epochs_areToldApartByTheirSize(long unit) {
        AnyTime times = new AnyTime();
        for (long seed = 0; seed < INSTANTS; seed++) {
            Random random = new Random(seed);
            long second = random.nextLong(100_000_000L, 4_102_444_800L);
            long part = random.nextLong(unit);
            long nano = part * (1_000_000_000 / unit);
            Instant expected = Instant.ofEpochSecond(second, nano);

            assertThat(read(times, Long.toString(second * unit + part), ZoneOffset.UTC))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            String decimal = second + "." + String.format(Locale.ROOT, "%09d", nano);
            assertThat(read(times, decimal, ZoneOffset.UTC)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** One stream may change its shape: what was read last must not hide the right one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shapesInAnyOrder_areRead(long seed) {
        Random random = new Random(seed);
        AnyTime times = new AnyTime();
        List<String> shapes = new ArrayList<>(shapes());
        Instant instant = Instant.parse("2024-03-05T10:11:12Z");
        for (int i = 0; i < 500; i++) {
            String shape = shapes.get(random.nextInt(shapes.size()));
            String text = DateTimeFormatter.ofPattern(shape, Locale.ENGLISH).format(instant.atZone(ZoneOffset.UTC));
            assertThat(read(times, text, ZoneOffset.UTC))
                    .as("seed %d, %s", seed, text)
                    .isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-05 10:11:12 CET, 2024-03-05T09:11:12Z",
        "2024-03-05 10:11:12.345 EDT, 2024-03-05T14:11:12.345Z",
        "2024-07-05T10:11:12.1+02:00[Europe/Berlin], 2024-07-05T08:11:12.100Z",
        "Tue Mar  5 10:11:12 PST 2024, 2024-03-05T18:11:12Z",
        "2024-03-05T10:11:12z, 2024-03-05T10:11:12Z",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
        "3/5/2024 12:00:01 AM, 2024-03-05T00:00:01Z",
        "3/5/2024 12:00:01 PM, 2024-03-05T12:00:01Z",
        "25/3/2024 10:11:12, 2024-03-25T10:11:12Z",
        "11/10/2024 10:11:12, 2024-11-10T10:11:12Z"
    })
    void zonesAndOddities_areRead(String text, Instant expected) {
        assertThat(read(new AnyTime(), text, ZoneOffset.UTC)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2024-03-05",
                "10:11",
                "12345678",
                "2024-03-05 10:11:12 and more",
                "2024-02-30T10:11:12Z",
                "2024-03-05T10:11:12 NEVER",
                "99999999999999999999",
                "13/13/2024 10:11:12",
                "Mar 32 10:11:12",
                "1.2.3"
            })
    void whatIsNoTime_isNone(String text) {
        assertThat(new AnyTime().readAll(text, 0, text.length(), new TimeFields()))
                .isFalse();
    }

    /** In the hour that does not exist and in the one that comes twice, as java.time has it. */
    @ParameterizedTest
    @CsvSource({
        "2024-03-31T02:30:00, Europe/Berlin",
        "2024-10-27T02:30:00, Europe/Berlin",
        "2024-10-06T02:15:00, Australia/Lord_Howe"
    })
    void changesOfTheClock_areReadAsJavaTimeDoes(LocalDateTime local, ZoneId zone) {
        String text = local.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT));

        assertThat(read(new AnyTime(), text, zone)).isEqualTo(local.atZone(zone).toInstant());
    }
}
