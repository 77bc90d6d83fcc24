package io.portent.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.health.HealthState;
import io.portent.rule.Incident.Sign;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IncidentFinderTest {
    private static final int DAY = 1440;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static List<Incident> found(List<Window> windows) {
        IncidentFinder finder = new IncidentFinder(id -> id);
        windows.forEach(finder::learn);
        windows.forEach(finder::look);
        return finder.incidents();
    }

    private static List<Incident> found(IntUnaryOperator errors) {
        return found(Histories.windows("shop", 0, DAY, errors));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aBurstInUsualNoise_isTheOnlyIncident(long seed) {
        Random random = new Random(seed);
        int usual = random.nextInt(30);
        int begin = 100 + random.nextInt(1000);
        int length = 2 + random.nextInt(30);
        List<Incident> incidents = found(minute -> {
            double noise = random.nextGaussian() * Math.sqrt(usual);
            int errors = (int) Math.max(0, Math.round(usual + noise));
            return minute >= begin && minute < begin + length ? errors + 20 + 10 * usual : errors;
        });
        assertThat(incidents).singleElement().satisfies(one -> {
            assertThat(one.start()).isEqualTo(Histories.minute(begin));
            assertThat(one.end()).isEqualTo(Histories.minute(begin + length));
            assertThat(one.signs()).containsExactly(Sign.ERRORS);
            assertThat(one.state()).isEqualTo(HealthState.RED);
            assertThat(one.usualErrors()).isBetween(usual - 2, usual + 2);
        });
    }

    @Test
    void whatIsUsualForOne_isABurstForAnother() {
        List<Window> windows = new ArrayList<>(Histories.windows("noisy", 0, DAY, minute -> 40));
        windows.addAll(Histories.windows("quiet", 0, DAY, minute -> minute >= 700 && minute < 710 ? 40 : 0));

        assertThat(found(windows)).extracting(Incident::entity).containsExactly("quiet");
    }

    @Test
    void oneHighMinute_mustStandOutTwiceAsFar() {
        assertThat(found(minute -> minute == 700 ? 5 : 0)).isEmpty();
        assertThat(found(minute -> minute == 700 || minute == 702 ? 5 : 0)).hasSize(1);
        assertThat(found(minute -> minute == 700 ? 10 : 0)).hasSize(1);
    }

    @Test
    void signsThatAreNear_areOneIncident_andALoneRestartIsOrange() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < DAY; minute++) {
            Map<Severity, Integer> seen = minute >= 600 && minute < 605
                    ? Map.of(Severity.ERROR, 50)
                    : minute >= 605 && minute < 620 ? Map.of() : Map.of(Severity.INFO, 1);
            boolean banner = minute == 620 || minute == 900;
            Map<String, Integer> templates = banner ? Map.of("Started Shop in <*> seconds", 1) : Map.of();
            windows.add(Histories.window("shop", minute, seen, templates, Map.of()));
        }
        assertThat(found(windows))
                .hasSize(2)
                .satisfiesExactly(
                        crash -> {
                            assertThat(crash.signs())
                                    .containsExactlyInAnyOrder(Sign.ERRORS, Sign.SILENCE, Sign.RESTART);
                            assertThat(crash.start()).isEqualTo(Histories.minute(600));
                            assertThat(crash.end()).isEqualTo(Histories.minute(621));
                            assertThat(crash.state()).isEqualTo(HealthState.RED);
                        },
                        restart -> {
                            assertThat(restart.signs()).containsExactly(Sign.RESTART);
                            assertThat(restart.state()).isEqualTo(HealthState.ORANGE);
                        });
    }
}
