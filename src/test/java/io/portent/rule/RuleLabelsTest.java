package io.portent.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Statement;
import io.portent.window.FieldSummary;
import io.portent.window.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLabelsTest {
    private static LabelRule red(Condition condition, int minutes) {
        return new LabelRule(HealthState.RED, Duration.ofMinutes(minutes), 0.6, condition);
    }

    private static List<Statement> statements(LabelRule rule, List<Window> windows) {
        RuleLabels labels = new RuleLabels(List.of(rule), id -> id);
        windows.forEach(labels::accept);
        return labels.statements();
    }

    private static Window window(
            int minute,
            Map<Severity, Integer> severities,
            Map<String, Integer> templates,
            Map<String, Integer> exceptions,
            Map<String, FieldSummary> fields) {
        return new Window(
                "shop",
                Histories.minute(minute),
                Histories.MINUTE,
                severities,
                templates,
                Map.of(),
                exceptions,
                fields,
                0,
                Duration.ZERO);
    }

    private static Window heardIf(boolean heard, int minute) {
        return window(minute, heard ? Map.of(Severity.INFO, 1) : Map.of(), Map.of(), Map.of(), Map.of());
    }

    private static List<Window> heard(int minutes, IntPredicate heard) {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            windows.add(heardIf(heard.test(minute), minute));
        }
        return windows;
    }

    private static void assertMinutes(List<Statement> statements, int... fromTo) {
        List<Label> labels = statements.stream().map(Statement::label).toList();
        assertThat(labels).hasSize(fromTo.length / 2);
        for (int i = 0; i < labels.size(); i++) {
            assertThat(labels.get(i).start()).isEqualTo(Histories.minute(fromTo[2 * i]));
            assertThat(labels.get(i).end()).isEqualTo(Histories.minute(fromTo[2 * i + 1]));
        }
    }

    @Test
    void errorsThatLastLongEnough_areOneLabelFromWhereTheyBegan() {
        List<Statement> found = statements(
                red(new Condition.ErrorsPerMinute(20), 2),
                Histories.windows("shop", 0, 30, minute -> minute == 5 || (minute >= 10 && minute < 14) ? 20 : 19));

        assertMinutes(found, 10, 14);
        assertThat(found.get(0).confidence()).isEqualTo(0.6);
        assertThat(found.get(0).label().source()).isEqualTo("rule:errors_per_minute");
        assertThat(found.get(0).label().state()).isEqualTo(HealthState.RED);
    }

    @Test
    void errorsAreCountedPerMinute_whateverTheWindowsLength() {
        Window plain = Histories.window("shop", 0, 20);
        Window fiveMinutes = new Window(
                "shop",
                plain.start(),
                Duration.ofMinutes(5),
                Map.of(Severity.ERROR, 99),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                0,
                Duration.ZERO);

        assertThat(statements(red(new Condition.ErrorsPerMinute(20), 0), List.of(fiveMinutes)))
                .isEmpty();
        assertThat(statements(red(new Condition.ErrorsPerMinute(19.8), 0), List.of(fiveMinutes)))
                .hasSize(1);
    }

    @Test
    void aHoleInTheWindows_endsWhatHeldBeforeIt() {
        List<Window> windows = Histories.windows("shop", 0, 20, minute -> 50);
        windows.subList(8, 12).clear();

        assertMinutes(statements(red(new Condition.ErrorsPerMinute(20), 0), windows), 0, 8, 12, 20);
    }

    @Test
    void windowThatWasThereAlready_isPassedOver() {
        List<Window> windows = new ArrayList<>(Histories.windows("shop", 0, 10, minute -> 50));
        windows.addAll(Histories.windows("shop", 5, 12, minute -> minute < 10 ? 0 : 50));

        assertMinutes(statements(red(new Condition.ErrorsPerMinute(20), 0), windows), 0, 12);
    }

    @Test
    void entitiesAreJudgedApart() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            windows.add(Histories.window("shop", minute, minute < 5 ? 50 : 0));
            windows.add(Histories.window("cart", minute, minute < 5 ? 0 : 50));
        }
        assertThat(statements(red(new Condition.ErrorsPerMinute(20), 5), windows))
                .extracting(one -> one.label().entity())
                .containsExactly("shop", "cart");
    }

    @Test
    void oneFatalEvent_isEnough() {
        List<Window> windows = List.of(
                window(0, Map.of(Severity.ERROR, 9), Map.of(), Map.of(), Map.of()),
                window(1, Map.of(Severity.FATAL, 1), Map.of(), Map.of(), Map.of()));

        assertMinutes(statements(red(new Condition.Fatal(1), 0), windows), 1, 2);
        assertThat(statements(red(new Condition.Fatal(2), 0), windows)).isEmpty();
    }

    @Test
    void exception_isNamedWithOrWithoutItsPackage() {
        List<Window> windows = List.of(
                window(0, Map.of(), Map.of(), Map.of("java.lang.OutOfMemoryError", 1), Map.of()),
                window(1, Map.of(), Map.of(), Map.of("com.shop.NotOutOfMemoryError", 1), Map.of()));

        assertMinutes(statements(red(new Condition.Thrown("OutOfMemoryError"), 0), windows), 0, 1);
        assertMinutes(statements(red(new Condition.Thrown("java.lang.OutOfMemoryError"), 0), windows), 0, 1);
        assertThat(statements(red(new Condition.Thrown("lang.Error"), 0), windows))
                .isEmpty();
    }

    private static Window statuses(int minute, String field, int count, int fives, double max) {
        return window(
                minute,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(field, new FieldSummary(count, 220, 200, 200, max, fives)));
    }

    @Test
    void shareOfServerErrors_isExactWhateverItIs_andOnlyOfWhatIsAnHttpStatus() {
        List<Window> windows = List.of(
                statuses(0, "status", 1000, 9, 503),
                statuses(1, "status", 1000, 10, 503),
                statuses(2, "http.status_code", 3, 3, 599),
                statuses(3, "status", 100, 50, 900),
                statuses(4, "bytes", 9, 9, 550));

        assertMinutes(statements(red(new Condition.ServerErrors(0.01), 0), windows), 1, 3);
        assertMinutes(statements(red(new Condition.ServerErrors(0.009), 0), windows), 0, 3);
        assertMinutes(statements(red(new Condition.ServerErrors(1), 0), windows), 2, 3);
    }

    /** A share as it is written and one that was counted are the same number, though neither is what it says in binary. */
    @ParameterizedTest
    @ValueSource(ints = {3, 7, 10, 20, 30, 70, 100, 999})
    void theShareItself_counts_andOneFewerDoesNot(int count) {
        for (int fives = 1; fives <= count; fives++) {
            double share = Double.parseDouble(BigDecimal.valueOf(fives)
                    .divide(BigDecimal.valueOf(count), 25, RoundingMode.HALF_EVEN)
                    .toPlainString());
            List<Window> windows =
                    List.of(statuses(0, "status", count, fives - 1, 503), statuses(1, "status", count, fives, 503));
            assertMinutes(statements(red(new Condition.ServerErrors(share), 0), windows), 1, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Memory cgroup out of memory: Killed process <*> (java) total-vm:<*>",
                "java invoked oom-killer: gfp_mask=<*>",
                "Terminating due to java.lang.OutOfMemoryError: Java heap space",
                "Starting ShopApplication v1.2 using Java <*> with PID <*>",
                "Started ShopApplication in <*> seconds (process running for <*>)",
                "received signal SIGTERM, shutting down"
            })
    void killedProcessesAndBanners_areKnown(String text) {
        assertThat(statements(
                        red(new Condition.Kill(), 0),
                        List.of(window(0, Map.of(), Map.of(text, 1), Map.of(), Map.of()))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"order <*> started", "skilled processors wanted", "payment <*> killed by customer", "room <*>"})
    void ordinaryLines_areNoKill(String text) {
        assertThat(statements(
                        red(new Condition.Kill(), 0),
                        List.of(window(0, Map.of(), Map.of(text, 1), Map.of(), Map.of()))))
                .isEmpty();
    }

    @Test
    void silenceAfterAnHourOfTraffic_isNews() {
        LabelRule rule = red(new Condition.Silence(Duration.ofMinutes(5)), 0);

        assertMinutes(statements(rule, heard(120, minute -> minute < 90 || minute >= 100)), 90, 100);
        assertThat(statements(rule, heard(120, minute -> minute < 90 || minute >= 94)))
                .isEmpty();
        assertThat(statements(rule, heard(40, minute -> minute < 20))).isEmpty();
        assertThat(statements(rule, heard(120, minute -> minute % 4 == 0 && minute < 90)))
                .isEmpty();
    }

    @Test
    void nightlySilence_isNewsOnlyTheFirstTime() {
        LabelRule rule = red(new Condition.Silence(Duration.ofMinutes(5)), 0);
        IntPredicate asleep = minute -> minute % 1440 >= 1300 && minute % 1440 < 1400;

        assertMinutes(statements(rule, heard(3 * 1440, minute -> !asleep.test(minute))), 1300, 1400);
    }

    @Test
    void oldLabelsAndEntities_areForgotten() {
        RuleLabels labels = new RuleLabels(List.of(red(new Condition.Fatal(1), 0)), id -> null);
        for (int minute = 0; minute < 10; minute++) {
            labels.accept(window(
                    minute, minute % 2 == 0 ? Map.of(Severity.FATAL, 1) : Map.of(), Map.of(), Map.of(), Map.of()));
        }
        assertThat(labels.statements()).hasSize(5);
        labels.forgetBefore(Histories.minute(6));
        assertMinutes(labels.statements(), 6, 7, 8, 9);
        labels.forgetBefore(Histories.minute(10_000));
        assertThat(labels.statements()).isEmpty();
    }

    @Test
    void labelsBeyondTheLimit_areDroppedAndCounted() {
        RuleLabels labels = new RuleLabels(List.of(red(new Condition.Fatal(1), 0)), id -> null, 3);
        for (int minute = 0; minute < 10; minute++) {
            labels.accept(window(
                    minute, minute % 2 == 0 ? Map.of(Severity.FATAL, 1) : Map.of(), Map.of(), Map.of(), Map.of()));
        }
        assertMinutes(labels.statements(), 4, 5, 6, 7, 8, 9);
        assertThat(labels.dropped()).isEqualTo(2);
    }

    @Test
    void whatGoesOn_lastsAsMuchLongerAsTheCallerSays() {
        RuleLabels labels = new RuleLabels(List.of(red(new Condition.Fatal(1), 0)), id -> null);
        labels.accept(window(0, Map.of(Severity.FATAL, 1), Map.of(), Map.of(), Map.of()));

        assertMinutes(labels.statements(Duration.ofMinutes(3)), 0, 4);
        labels.accept(window(1, Map.of(), Map.of(), Map.of(), Map.of()));
        assertMinutes(labels.statements(Duration.ofMinutes(3)), 0, 1);
    }

    @Test
    void rulesThatCannotBe_areRefused() {
        assertThatThrownBy(() -> new LabelRule(HealthState.GREEN, Duration.ZERO, 0.6, new Condition.Kill()))
                .hasMessageContaining("orange or red");
        assertThatThrownBy(() -> new LabelRule(HealthState.RED, Duration.ZERO, 1.6, new Condition.Kill()))
                .hasMessageContaining("confidence");
        assertThatThrownBy(() -> new Condition.Silence(Duration.ZERO)).hasMessageContaining("silence");
        assertThatThrownBy(() -> new Condition.ErrorsPerMinute(Double.NaN)).hasMessageContaining("errors_per_minute");
    }
}
