package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook;
import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import io.portent.window.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From windows in the store to suggestions, and from those to a person's labels. */
class LabelReviewVerbTest {
    @TempDir
    Path directory;

    private LabelCommand label;

    @BeforeEach
    void command() throws IOException {
        label = new LabelCommand(directory);
    }

    /** Thirty hours of a quiet shop, with a burst of errors for ten minutes in its last hours. */
    private void incidentInTheWindows() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 1800; minute++) {
            int errors = minute >= 1700 && minute < 1710 ? 40 : minute % 50 == 0 ? 1 : 0;
            Window plain = Histories.window("shop", minute, errors);
            windows.add(new Window(
                    plain.entity(),
                    plain.start(),
                    plain.length(),
                    plain.severities(),
                    errors == 40 ? Map.of("t1", 40, "t2", 1) : Map.of("t2", 1),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    0,
                    plain.longestGap()));
        }
        try (Store store = label.store()) {
            store.windowWriter()
                    .append(
                            "test",
                            windows,
                            List.of(
                                    new StoredTemplate("t1", "no connection to <*>"),
                                    new StoredTemplate("t2", "served <*>")));
        }
    }

    @Test
    void suggestions_areShownAndWrittenOnce_untilSomebodyHasSpoken() {
        label.store().close();
        assertThat(label.run("suggest")).isEqualTo(1);
        assertThat(label.err()).contains("no windows in the store yet");
        incidentInTheWindows();
        assertThat(label.run("suggest", "--since", "9998-01-01")).isEqualTo(1);
        assertThat(label.err()).startsWith("agent: no windows of that time in the store: it holds 2026-03-0");

        assertThat(label.run("suggest", "--since", "2026-03-01")).isZero();
        assertThat(label.out().lines()).hasSize(2);
        assertThat(label.out()).contains("2026-03-03T04:20:00Z", "10m", "errors: up to 40 in a window, usually 0");
        assertThat(label.stored()).isEmpty();
        assertThat(label.run("suggest", "--since", "2026-03-01", "--write")).isZero();
        assertThat(label.out()).endsWith("1 added, 0 unchanged\n");
        assertThat(label.run("suggest", "--since", "2026-03-01", "--write")).isZero();
        assertThat(label.out()).endsWith("0 added, 1 unchanged\n");
        assertThat(label.stored()).singleElement().satisfies(one -> {
            assertThat(one.confidence()).isLessThan(0.5);
            assertThat(one.label().source()).isEqualTo("suggestion");
        });
        label.run("add", "--state", "green", "--start", "2026-03-03T04:00:00Z", "--for", "1h");
        assertThat(label.run("suggest", "--since", "2026-03-01")).isZero();
        assertThat(label.out()).isEqualTo("nothing found that is not labelled yet\n");
    }

    private int review(String answers, String... options) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)));
        try {
            List<String> words = new ArrayList<>(List.of("review"));
            words.addAll(List.of(options));
            return label.run(words.toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void review_showsTheEvidence_andMakesAPersonsLabelOfTheAnswer() throws IOException {
        incidentInTheWindows();
        label.run("suggest", "--since", "2026-03-01", "--write");
        Files.writeString(directory.resolve("app.log"), """
                2026-03-03 03:00:00,000 INFO  shop - long before
                2026-03-03 04:20:03,000 ERROR shop - no connection to db-7
                2026-03-03 04:20:04,000 INFO  shop - served 17
                """);
        assertThat(review("maybe\ns\n")).isZero();
        assertThat(label.out())
                .contains("1 of 1", "shop, red from 2026-03-03T04:20:00Z for 10m")
                .contains("errors 40.0/min, the day before 0.0")
                .contains("40.0/min, usually 0.0: no connection to <*>")
                .contains("no connection to db-7")
                .contains("y, o, n, s or q, please")
                .doesNotContain("long before");
        assertThat(label.stored()).extracting(one -> one.label().source()).containsExactly("suggestion");

        assertThat(review("o\n", "--no-logs")).isZero();
        assertThat(label.stored()).singleElement().satisfies(one -> {
            Label reviewed = one.label();
            assertThat(reviewed.state()).isEqualTo(HealthState.ORANGE);
            assertThat(reviewed.source()).isEqualTo("person");
            assertThat(reviewed.end()).isEqualTo(Instant.parse("2026-03-03T04:30:00Z"));
        });
        assertThat(review("")).isZero();
        assertThat(label.out()).contains("nothing to review");
    }

    @Test
    void review_showsWhatIsTelling_andNothingOfLongAfter() throws IOException {
        Instant start = Instant.parse("2026-03-03T04:20:00Z");
        Label restart = new Label("shop", HealthState.ORANGE, start, start.plusSeconds(60), "suggestion", "restart");
        try (Store store = label.store()) {
            store.labels().put(List.of(new LabelBook.Recorded("k", restart, 0.25, start)));
        }
        StringBuilder log = new StringBuilder("2026-03-03 04:20:01,000 INFO  shop - Started Shop in 4.2 seconds\n");
        for (int i = 0; i < 30; i++) {
            log.append("2026-03-03 04:20:%02d,000 WARN  shop - slow answer %d%n".formatted(2 + i, i));
        }
        log.append("2026-03-03 04:21:59,000 ERROR shop - just after\n");
        log.append("2026-03-03 04:22:01,000 ERROR shop - too long after\n");
        Files.writeString(directory.resolve("app.log"), log);

        review("q\n");

        assertThat(label.out())
                .contains("Started Shop in 4.2 seconds", "slow answer 0", "slow answer 9", "just after")
                .doesNotContain("too long after", "slow answer 10");
    }

    @Test
    void reviewThatNobodyAnswers_refusesAndKeepsTheSuggestion() {
        incidentInTheWindows();
        label.run("suggest", "--since", "2026-03-01", "--write");
        assertThat(review("", "--no-logs")).isEqualTo(1);
        assertThat(label.err()).contains("agent: no answer came: run it in a terminal, or pipe in");
        assertThat(review("q\n", "--no-logs")).isZero();
        assertThat(label.stored()).hasSize(1);
        assertThat(review("n\n", "--no-logs")).isZero();
        assertThat(label.stored()).extracting(one -> one.label().state()).containsExactly(HealthState.GREEN);
    }
}
