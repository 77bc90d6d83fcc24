package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.FilePosition;
import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParsersTest {
    private static final FormatSpec AUTO = new FormatSpec(FormatKind.AUTO, null, ZoneOffset.UTC);

    private final Set<String> followed = new HashSet<>();
    private final List<LogEvent> events = new ArrayList<>();
    private final Parsers parsers = new Parsers(() -> new LineParser(AUTO, true), () -> followed);

    private void line(String file) {
        String text = "2026-03-02 00:00:00.000 [main] INFO  a.B - of " + file;
        parsers.of(file, events::add)
                .parser()
                .accept(new RawLine(text, new Origin("app", file, 1), Histories.START, position(file)), events::add);
    }

    @Test
    void thousandsOfDatedFiles_leaveFewParsersBehindButAllTheirEventsAndCounts() {
        for (int day = 0; day < 5_000; day++) {
            followed.clear();
            followed.add("app-" + day + ".log");
            line("app-" + day + ".log");
        }
        parsers.held(file -> file.parser().flush(events::add));

        assertThat(parsers.size()).isLessThanOrEqualTo(64);
        assertThat(events).hasSize(5_000);
        assertThat(parsers.counts().parsed()).isEqualTo(5_000);
        assertThat(parsers.counts().lines()).isEqualTo(5_000);
    }

    @Test
    void filesThatLieThere_areBoundedToo() {
        for (int file = 0; file < 5_000; file++) {
            followed.add("app-" + file + ".log");
            line("app-" + file + ".log");
        }
        parsers.held(file -> file.parser().flush(events::add));

        assertThat(parsers.size()).isLessThanOrEqualTo(2_048);
        assertThat(events).hasSize(5_000);
        assertThat(parsers.counts().parsed()).isEqualTo(5_000);
    }

    @Test
    void fileThatIsReadInTurnsWithManyOthers_keepsItsParser() {
        followed.add("app.log");
        line("app.log");
        Parsers.Reading first = parsers.of("app.log", events::add);
        for (int file = 0; file < 5_000; file++) {
            line("short-lived-" + file + ".log");
            assertThat(parsers.of("app.log", events::add)).isSameAs(first);
        }
    }

    private static FilePosition position(String file) {
        return new FilePosition("g", "g|", file, 0, 1, 0);
    }
}
