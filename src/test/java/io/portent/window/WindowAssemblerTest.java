package io.portent.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.LogEvent;
import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowAssemblerTest {
    private static final WindowSpec SPEC = new WindowSpec(Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(5));
    private static final Instant ARRIVAL = Histories.START.plus(Duration.ofDays(400));

    private final List<Window> out = new ArrayList<>();
    private int recognised;

    private WindowAssembler assembler(WindowLimits limits) {
        return new WindowAssembler(
                SPEC,
                limits,
                event -> new Seen(event, "t" + recognised++, List.of("t#0=" + recognised), false),
                out::add);
    }

    private static LogEvent at(long minute) {
        return Histories.event(Histories.minute(minute).plusSeconds(1), Severity.INFO, "x");
    }

    @Test
    void anotherEntitysWindowsCloseMeanwhile_anEventWithinTheLatenessIsStillTaken() {
        WindowAssembler assembler = assembler(WindowLimits.DEFAULT);
        assembler.accept("other", at(0), ARRIVAL);
        assembler.accept("shop", at(5), ARRIVAL);
        assembler.accept("other", at(6), ARRIVAL);
        assembler.accept("shop", at(3), ARRIVAL);

        assembler.finish();

        assertThat(assembler.counts().late()).isZero();
        assertThat(out.stream().filter(window -> window.entity().equals("shop")).map(Window::start))
                .first()
                .isEqualTo(Histories.minute(3));
    }

    @Test
    void silentEntity_freesItsPlaceForAnother() {
        WindowAssembler assembler = assembler(new WindowLimits(2, 5, 5, 3, Duration.ofDays(1)));
        assembler.accept("pod-1", at(0), ARRIVAL);
        for (int minute = 0; minute < 30; minute++) {
            assembler.accept("shop", at(minute), ARRIVAL);
        }
        assembler.accept("pod-2", at(30), ARRIVAL);

        assertThat(assembler.counts().dropped()).isZero();
        assertThat(out.stream().filter(window -> window.entity().equals("pod-1")))
                .hasSize(4);
    }

    @Test
    void entityWhoseOnlyEventIsLate_takesNoPlace() {
        WindowAssembler assembler = assembler(new WindowLimits(2, 5, 5, 1000, Duration.ofDays(1)));
        assembler.accept("shop", at(100), ARRIVAL);
        assembler.accept("old", at(0), ARRIVAL);
        assembler.accept("new", at(100), ARRIVAL);

        assertThat(assembler.counts()).isEqualTo(new WindowCounts(3, 2, 1, 0, 0, 0));
    }

    @Test
    void oneWrongDate_closesNothing() {
        WindowAssembler assembler = begun();
        assembler.accept("shop", at(60 * 24 * 30), ARRIVAL);
        assembler.accept("shop", at(1), ARRIVAL);

        assertThat(out).isEmpty();
        assertThat(assembler.counts()).isEqualTo(new WindowCounts(5, 4, 1, 0, 0, 0));
    }

    @ParameterizedTest(name = "the wrong date is number {0}, {1} days off")
    @CsvSource({"0, 300", "1, 300", "2, 300", "0, -20000", "1, -20000", "2, -20000", "3, 300"})
    void oneWrongDateAmongTheFirst_costsOnlyItsOwnEvent(int place, long days) {
        WindowAssembler assembler = assembler(WindowLimits.DEFAULT);
        for (int i = 0; i < 10; i++) {
            assembler.accept("shop", at(i == place ? days * 24 * 60 : i), ARRIVAL);
        }
        assembler.finish();

        assertThat(assembler.counts()).isEqualTo(new WindowCounts(10, 9, 1, 0, 0, 0));
        assertThat(out).hasSize(place == 0 ? 9 : 10);
        assertThat(assembler.time()).isEqualTo(at(9).time());
    }

    @Test
    void manyWrongDatesAtTheBeginning_areNotKeptForEver() {
        WindowAssembler assembler = assembler(WindowLimits.DEFAULT);
        for (int i = 0; i < 100; i++) {
            assembler.accept("shop", at(i * 60L * 24 * 3), ARRIVAL);
        }

        assertThat(assembler.counts()).isEqualTo(new WindowCounts(100, 0, 96, 0, 0, 4));
    }

    @Test
    void fewerEventsThanWitnesses_areTakenAtTheEnd() {
        WindowAssembler assembler = assembler(WindowLimits.DEFAULT);
        assembler.accept("shop", at(1), ARRIVAL);
        assembler.accept("shop", at(0), ARRIVAL);
        assembler.finish();

        assertThat(out).extracting(Window::start).containsExactly(Histories.minute(0), Histories.minute(1));
    }

    private WindowAssembler begun() {
        WindowAssembler assembler = assembler(WindowLimits.DEFAULT);
        for (int i = 0; i < 3; i++) {
            assembler.accept("shop", at(0), ARRIVAL);
        }
        return assembler;
    }

    @Test
    void threeWitnessesOfAJump_areBelieved() {
        WindowAssembler assembler = begun();
        for (int i = 0; i < 3; i++) {
            assembler.accept("shop", at(60 * 24 * 30L + i), ARRIVAL);
        }
        assembler.finish();

        assertThat(assembler.counts().windowed()).isEqualTo(6);
        assertThat(out).hasSize(1 + 1440 + 3);
    }

    @Test
    void clock_closesWindowsAndConfirmsWhatItHasReached() {
        WindowAssembler assembler = begun();
        assembler.accept("shop", at(3000), ARRIVAL);

        assembler.advanceTo(Histories.minute(6));
        assertThat(out).hasSize(1);
        assertThat(assembler.counts().held()).isEqualTo(1);

        assembler.advanceTo(Histories.minute(3001));
        assertThat(assembler.counts().held()).isZero();
        assertThat(assembler.counts().windowed()).isEqualTo(4);
    }

    @Test
    void hostileEvents_areBoundedPerWindow() {
        WindowAssembler assembler = assembler(new WindowLimits(2, 3, 4, 10, Duration.ofDays(1)));
        for (int i = 0; i < 100; i++) {
            assembler.accept("shop", Histories.event(Histories.START, Severity.INFO, "x"), ARRIVAL);
        }
        assembler.finish();

        Window window = out.get(0);
        assertThat(window.templates()).hasSize(4);
        assertThat(window.values()).hasSize(4);
        assertThat(window.events()).isEqualTo(100);
        assertThat(assembler.leftOut()).isEqualTo(2 * 96);
    }
}
