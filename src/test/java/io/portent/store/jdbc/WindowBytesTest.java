package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.event.Severity;
import io.portent.window.FieldSummary;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowBytesTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static Window window(FieldSummary status) {
        return new Window(
                "shop",
                START,
                Duration.ofMinutes(1),
                Map.of(Severity.INFO, 7),
                Map.of("status", 7),
                Map.of(),
                Map.of(),
                Map.of("status", status),
                0,
                Duration.ofMillis(1500));
    }

    private static byte[] write(FieldSummary status) {
        return WindowBytes.write(window(status), term -> 1);
    }

    private static Window read(byte[] bytes) throws Exception {
        return WindowBytes.read("shop", START, bytes, number -> "status");
    }

    @Test
    void fivesComeBack_andCostAByteWhereThereAreSome() throws Exception {
        FieldSummary none = new FieldSummary(40, 220.5, 200, 404, 404, 0);
        FieldSummary some = new FieldSummary(40, 220.5, 200, 503, 503, 9);

        assertThat(read(write(none))).isEqualTo(window(none));
        assertThat(read(write(some))).isEqualTo(window(some));
        assertThat(write(some).length - write(none).length).isEqualTo(1);
    }

    /** As they were written before fives were counted: format, length, gap, new; then severities, templates, ..., fields. */
    private static byte[] before(int count, int mean, int median, int p95, int max) {
        ByteSink out = new ByteSink();
        out.one(1);
        out.duration(Duration.ofMinutes(1));
        out.duration(Duration.ofMillis(1500));
        out.count(0);
        out.number(1);
        out.one(3);
        out.count(7);
        out.number(1);
        out.number(1);
        out.count(7);
        out.number(0);
        out.number(0);
        out.number(1);
        out.number(1);
        out.count(count);
        out.one(0b01010101);
        for (int value : List.of(mean, median, p95, max)) {
            out.signed(value);
        }
        return out.bytes();
    }

    @Test
    void rowsOfBefore_areRead_withAsManyFivesAsTheirQuantilesTell() throws Exception {
        assertThat(read(before(100, 220, 200, 404, 404)))
                .isEqualTo(window(new FieldSummary(100, 220, 200, 404, 404, 0)));
        assertThat(read(before(100, 220, 200, 404, 503)))
                .isEqualTo(window(new FieldSummary(100, 220, 200, 404, 503, 1)));
        assertThat(read(before(100, 220, 200, 500, 503)))
                .isEqualTo(window(new FieldSummary(100, 220, 200, 500, 503, 6)));
        assertThat(read(before(100, 500, 500, 503, 503)))
                .isEqualTo(window(new FieldSummary(100, 500, 500, 503, 503, 51)));
        assertThat(read(before(1, 500, 500, 500, 500))).isEqualTo(window(new FieldSummary(1, 500, 500, 500, 500, 1)));
        assertThat(read(before(9, 900, 900, 900, 900))).isEqualTo(window(new FieldSummary(9, 900, 900, 900, 900, 0)));
    }

    @Test
    void otherFormats_andImpossibleCounts_areBroken() {
        byte[] newer = write(new FieldSummary(1, 1, 1, 1, 1, 0));
        newer[0] = 3;
        assertThatThrownBy(() -> read(newer)).hasMessageContaining("format 3");
        byte[] bytes = write(new FieldSummary(2, 503, 503, 503, 503, 2));
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 5 && bytes[i + 1] == 2) {
                bytes[i + 1] = 3;
            }
        }
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining("a field of 2 values, of which 3");
        byte[] empty = before(0, 1, 1, 1, 1);
        assertThatThrownBy(() -> read(empty)).isInstanceOf(BrokenBytesException.class);
    }
}
