package io.portent.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.health.HealthState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertMappingTest {
    private static final AlertMapping PLAIN = new AlertMapping(List.of());

    @ParameterizedTest
    @CsvSource({"critical, RED", "page, RED", "CRITICAL, RED", "warning, ORANGE", "info,", "none,", "'',"})
    void withoutRules_theSeverityDecides(String severity, HealthState state) {
        assertThat(PLAIN.state(Map.of("alertname", "A", "severity", severity))).isEqualTo(state);
    }

    @Test
    void anAlertWithoutSeverity_saysNothing() {
        assertThat(PLAIN.state(Map.of("alertname", "A"))).isNull();
    }

    @Test
    void theFirstRuleThatFits_decides() {
        AlertMapping mapping = new AlertMapping(List.of(
                new AlertRule(new Glob("Disk*"), "warning", null),
                new AlertRule(new Glob("Disk*"), null, HealthState.RED),
                new AlertRule(Glob.ANY, "info", HealthState.ORANGE)));
        assertThat(mapping.state(Map.of("alertname", "DiskFull", "severity", "warning")))
                .isNull();
        assertThat(mapping.state(Map.of("alertname", "DiskFull", "severity", "info")))
                .isEqualTo(HealthState.RED);
        assertThat(mapping.state(Map.of("alertname", "CPU", "severity", "info")))
                .isEqualTo(HealthState.ORANGE);
        assertThat(mapping.state(Map.of("alertname", "CPU", "severity", "page")))
                .isEqualTo(HealthState.RED);
        AlertMapping overruled = mapping.after(List.of(new AlertRule(new Glob("CPU"), null, HealthState.ORANGE)));
        assertThat(overruled.state(Map.of("alertname", "CPU", "severity", "page")))
                .isEqualTo(HealthState.ORANGE);
    }

    @Test
    void theEntity_isTheOnlyOne_elseTheLabel_elseTheJob() {
        Map<String, String> labels = Map.of("service", "shop", "job", "kubelet");
        assertThat(new EntityNaming("till", "service").of(labels)).isEqualTo("till");
        assertThat(new EntityNaming(null, "service").of(labels)).isEqualTo("shop");
        assertThat(new EntityNaming(null, "app").of(labels)).isEqualTo("kubelet");
        assertThat(new EntityNaming(null, "app").of(Map.of("instance", "x"))).isNull();
        assertThat(new EntityNaming(null, "app").of(Map.of("app", "x".repeat(401))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"PortentRedForecast, true", "portent_red, true", "Portent, true", "ImportantThing, false", "'', false"})
    void ownAlerts_areKnownByTheirName(String name, boolean own) {
        assertThat(AlertMapping.isOwn(Map.of("alertname", name))).isEqualTo(own);
    }
}
