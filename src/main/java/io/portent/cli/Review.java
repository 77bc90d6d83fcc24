package io.portent.cli;

import io.portent.config.Durations;
import io.portent.event.LogEvent;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.SourceKind;
import io.portent.labels.Evidence;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a person about suggestions, one after the other. What is answered is stored at once. */
final class Review {
    private static final int WIDTH = 150;
    private static final int TEMPLATES = 5;

    private final Store store;
    private final InstantSource clock;
    private final BufferedReader in;
    private final PrintWriter out;
    private int answers;

    private enum Answer {
        RED,
        ORANGE,
        NOTHING,
        SKIP,
        QUIT
    }

    Review(Store store, InstantSource clock, BufferedReader in, PrintWriter out) {
        this.store = store;
        this.clock = clock;
        this.in = in;
        this.out = out;
    }

    /** Returns false if nobody answered at all. */
    boolean walk(List<Recorded> suggestions, Map<Label, List<LogEvent>> lines) throws IOException {
        for (int i = 0; i < suggestions.size(); i++) {
            Recorded suggestion = suggestions.get(i);
            out.printf("%n%d of %d  %s%n", i + 1, suggestions.size(), suggestion.key());
            show(suggestion.label(), lines.getOrDefault(suggestion.label(), List.of()));
            Answer answer = ask();
            if (answer == null || answer == Answer.QUIT) {
                out.println();
                out.flush();
                return answers > 0;
            }
            settle(suggestion, answer);
        }
        out.flush();
        return true;
    }

    private void show(Label label, List<LogEvent> lines) {
        Instant end = label.end();
        out.printf(
                "%s, %s from %s%s%n",
                Printable.line(label.entity(), WIDTH),
                label.state().label(),
                label.start(),
                end == null ? " on" : " for " + Durations.format(Duration.between(label.start(), end)));
        out.println("  " + Printable.line(label.note(), WIDTH));
        Evidence evidence = Evidence.of(store, label, TEMPLATES);
        out.printf(
                Locale.ROOT,
                "  errors %.1f/min, the day before %.1f; all events %.1f/min, the day before %.1f%n",
                evidence.errors(),
                evidence.usualErrors(),
                evidence.events(),
                evidence.usualEvents());
        evidence.templates()
                .forEach(one -> out.printf(
                        Locale.ROOT,
                        "  %8.1f/min, usually %.1f: %s%n",
                        one.rate(),
                        one.usual(),
                        Printable.line(one.text(), WIDTH)));
        lines.forEach(event ->
                out.printf("  | %s %-5s %s%n", event.time(), event.severity(), Printable.line(event.message(), WIDTH)));
    }

    /** Null at the end of the input. */
    private @Nullable Answer ask() throws IOException {
        while (true) {
            out.print("[y] red  [o] orange  [n] nothing  [s] skip  [q] quit: ");
            out.flush();
            String line = in.readLine();
            if (line == null) {
                return null;
            }
            Answer answer = answer(line.strip().toLowerCase(Locale.ROOT));
            if (answer != null) {
                answers++;
                return answer;
            }
            out.println("y, o, n, s or q, please");
        }
    }

    private static @Nullable Answer answer(String word) {
        return switch (word) {
            case "y", "yes", "r", "red" -> Answer.RED;
            case "o", "orange" -> Answer.ORANGE;
            case "n", "no" -> Answer.NOTHING;
            case "s", "skip" -> Answer.SKIP;
            case "q", "quit" -> Answer.QUIT;
            default -> null;
        };
    }

    private void settle(Recorded suggestion, Answer answer) {
        switch (answer) {
            case RED -> replace(suggestion, HealthState.RED);
            case ORANGE -> replace(suggestion, HealthState.ORANGE);
            case NOTHING -> replace(suggestion, HealthState.GREEN);
            case SKIP, QUIT -> {}
        }
    }

    /** The label first: should the second step fail, the suggestion is asked again and nothing is lost. */
    private void replace(Recorded suggestion, HealthState state) {
        Label was = suggestion.label();
        Label label = new Label(was.entity(), state, was.start(), was.end(), SourceKind.PERSON.label(), was.note());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.labels().put(List.of(new Recorded(LabelKey.of(label), label, SourceKind.PERSON.confidence(), now)));
        store.labels().remove(List.of(suggestion.key()));
        out.println("  " + state.label() + ", says a person");
    }
}
