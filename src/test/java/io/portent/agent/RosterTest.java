package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.forecast.Forecast;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.window.Window;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final int DAY = 24 * 60;

    private final PrometheusMetrics metrics = new PrometheusMetrics(1_000, false);
    private final Set<String> gone = new HashSet<>();
    private final LiveWindows live = new LiveWindows(5);
    private List<Forecast> published = List.of();

    private Roster roster(String yaml) {
        AgentConfig config = ConfigFile.parse("test", yaml, Map.of());
        return new Roster(config, entity -> {
            gone.add(entity);
            metrics.forget(entity);
        });
    }

    private Roster byField() {
        return roster("entity: {field: pod}\nforecast: {data_window: 5}");
    }

    private void logs(String entity, long minute) {
        live.add(Histories.window(entity, minute, 0));
    }

    /** A forecast run that knows nothing: what matters here is who is asked. */
    private Set<String> run(Roster roster, long minute) {
        Instant now = Histories.minute(minute);
        List<Forecast> all = new ArrayList<>();
        Map<String, List<Window>> present = roster.present(live, published, now);
        present.forEach((entity, windows) ->
                all.add(Forecast.unknown(entity, now, List.of(Duration.ofMinutes(5)), "no model")));
        all.forEach(metrics::published);
        published = all;
        return present.keySet();
    }

    private String page() {
        StringWriter page = new StringWriter();
        try {
            metrics.write(page, null);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return page.toString();
    }

    @Test
    void thousandsOfShortLivedPods_leaveNothingBehind() {
        Roster roster = byField();
        for (int hour = 0; hour < 24 * 30; hour++) {
            for (int pod = 0; pod < 5; pod++) {
                logs("pod-" + hour + "-" + pod, hour * 60L);
            }
            assertThat(run(roster, hour * 60L + 1)).hasSizeLessThanOrEqualTo(25 * 5);
        }

        assertThat(gone).hasSizeGreaterThan(3_000);
        assertThat(live.snapshot()).hasSizeLessThanOrEqualTo(25 * 5);
        assertThat(live.heard()).hasSizeLessThanOrEqualTo(25 * 5);
        assertThat(page()).contains("entity=\"pod-719-4\"").doesNotContain("entity=\"pod-1-");
    }

    @Test
    void entityWhoseLastForecastWasKnown_isSaidToBeUnknownBeforeItGoes() {
        Roster roster = byField();
        logs("pod", 0);
        run(roster, 1);
        published = List.of(Known.green("pod", Histories.minute(1)));
        published.forEach(metrics::published);

        assertThat(run(roster, 3L * DAY)).containsExactly("pod");
        assertThat(page()).contains("horizon=\"5m\",portent_forecast_health=\"unknown\",} 1.0");
        assertThat(gone).isEmpty();
        assertThat(run(roster, 3L * DAY + 1)).isEmpty();
        assertThat(page()).doesNotContain("entity=\"pod\"");
    }

    @Test
    void entityThatIsBackInTime_stays() {
        Roster roster = byField();
        logs("pod", 0);
        run(roster, 1);
        logs("pod", DAY - 1);
        run(roster, DAY + 5);

        assertThat(gone).isEmpty();
    }

    @Test
    void silentWindowsOfAForgottenEntity_doNotBringItBack() {
        Roster roster = byField();
        logs("pod", 0);
        run(roster, 1);
        assertThat(run(roster, DAY + 1)).isEmpty();
        live.add(Histories.window("pod", DAY, Map.of(), Map.of(), Map.of()));
        assertThat(run(roster, DAY + 2)).isEmpty();

        logs("pod", DAY + 2);
        assertThat(run(roster, DAY + 3)).containsExactly("pod");
    }

    @Test
    void entityThatANewEngineDoesNotKnow_isUnknownNotForgotten() {
        Roster roster = byField();
        logs("pod", 0);
        run(roster, 1);
        live.forget("pod");

        assertThat(run(roster, 2)).containsExactly("pod");
    }

    @Test
    void configuredEntity_isThereFromTheStartAndForEver() {
        Roster roster = roster("entity: checkout");
        assertThat(run(roster, 0)).containsExactly("checkout");
        logs("checkout", 1);
        run(roster, 2);
        assertThat(run(roster, 30L * DAY)).containsExactly("checkout");
    }

    @Test
    void moreThanAllowed_theLongestSilentGoEarlier() {
        Roster roster = roster("entity: {field: pod}\nlimits: {entities: 10}");
        for (int pod = 0; pod < 50; pod++) {
            logs("pod-" + pod, pod);
        }
        run(roster, 51);

        assertThat(run(roster, 52)).hasSize(10).contains("pod-49", "pod-40");
    }
}
