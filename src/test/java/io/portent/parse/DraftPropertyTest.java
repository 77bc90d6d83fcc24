package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftPropertyTest {
    /** Two that share a hash are among them. */
    private static final String[] ENDS = {"Aa", "BB", "", "x"};

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theLastOfAName_isItsField_andNoMoreThanThereMayBe(long seed) {
        Random random = new Random(seed);
        Draft draft = new Draft();
        for (int record = 0; record < 3; record++) {
            Map<String, Object> model = new HashMap<>();
            draft.clear();
            for (int i = random.nextInt(150); i > 0; i--) {
                String name = random.nextInt(30) + ENDS[random.nextInt(ENDS.length)];
                Object value = random.nextBoolean() ? (Object) random.nextDouble() : "text" + i;
                if (model.containsKey(name) || model.size() < Draft.MAX_FIELDS) {
                    model.put(name, value);
                }
                if (value instanceof Double number) {
                    draft.number(name, number);
                } else {
                    draft.text(name, value.toString());
                }
            }
            LogEvent event = draft.event(new Origin("test", "file", 1), new EventClock(ZoneOffset.UTC));
            Map<String, Object> read = new HashMap<>(event.numbers());
            read.putAll(event.texts());
            assertThat(read).isEqualTo(model);
            assertThat(event.numbers().size() + event.texts().size()).isEqualTo(model.size());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPlainNumber_isTheDoubleThatJavaReads(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String digits = random.ints(1 + random.nextInt(20), '0', '9' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            int point = random.nextInt(digits.length() + 1);
            String number = (random.nextBoolean() ? "-" : "")
                    + (random.nextInt(4) == 0 ? digits : digits.substring(0, point) + "." + digits.substring(point));

            assertThat(Draft.plainNumber("ab" + number + "cd", 2, 2 + number.length()))
                    .as(number)
                    .isEqualTo(Double.parseDouble(number));
            assertThat(Draft.plainNumber(number)).as(number).isEqualTo(Double.parseDouble(number));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "-",
                ".",
                "",
                "1-2",
                "--1",
                "1,5",
                "1 ",
                "12e4",
                "1e+999",
                "0x1p3",
                "1d",
                "NaN",
                "1234567890123456789012345"
            })
    void whatIsNoPlainNumber_isNone(String text) {
        assertThat(Draft.plainNumber(text)).isNaN();
        assertThat(Draft.plainNumber("7" + text + "7", 1, 1 + text.length())).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"-0, -0.0", "12e+4, 120000", "1.5E-3, 0.0015", "007, 7", "5., 5", ".5, 0.5"})
    void aPlainNumber_isRead(String text, double value) {
        assertThat(Draft.plainNumber(text)).isEqualTo(value);
    }
}
