package io.portent.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.explain.Cause;
import io.portent.explain.CauseKind;
import io.portent.explain.Explanation;
import io.portent.explain.LoggedLine;
import io.portent.explain.Resemblance;
import io.portent.health.HealthState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationJsonTest {
    private static final Explanation WHY = new Explanation(
            HealthState.ORANGE,
            Duration.ofMinutes(5),
            0.63,
            0.04,
            List.of(
                    new Cause(
                            CauseKind.TEMPLATE,
                            "5f01",
                            "pool \"main\" empty",
                            12,
                            0.5,
                            List.of(Histories.minute(1)),
                            List.of(new LoggedLine(Histories.minute(1), "/log/a.log", 17, "pool \"main\" empty"))),
                    new Cause(CauseKind.FIELD, "basket_ms", "basket_ms", 3, 0.25, List.of(), List.of())),
            new Resemblance(
                    14,
                    new Resemblance.Incident("till", Histories.minute(1), Histories.minute(10), HealthState.RED, 0.5)));

    @Test
    void allOfItIsShown_whereLogTextMayBe() {
        String time = Histories.minute(1).toString();
        assertThat(ExplanationJson.write(WHY, true)).isEqualTo("""
                {"level":"orange","seconds":300,"chance":0.63,"without":0.04,"causes":[\
                {"kind":"template","id":"5f01","text":"pool \\"main\\" empty","count":12,"share":0.5,"windows":["T"],\
                "lines":[{"time":"T","file":"/log/a.log","line":17,"text":"pool \\"main\\" empty"}]},\
                {"kind":"field","id":"basket_ms","text":"basket_ms","count":3,"share":0.25,"windows":[],"lines":[]}],\
                "resembles":{"known":14,"nearest":{"entity":"till","alike":"T","onset":"U","state":"red","seconds":540,"likeness":0.5}}}""".replace("\"T\"", "\"" + time + "\"")
                .replace("\"U\"", "\"" + Histories.minute(10) + "\""));
    }

    @Test
    void nothingOfTheLogsIsShown_whereItMayNot() {
        String shown = ExplanationJson.write(WHY, false);

        assertThat(shown)
                .contains("\"5f01\"", "\"field\"", "0.25", "540")
                .doesNotContain("pool", "basket", "a.log", "lines");
    }

    @Test
    void whatIsNotKnown_isNull() {
        assertThat(ExplanationJson.write(
                        new Explanation(HealthState.RED, Duration.ofHours(1), 0.5, Double.NaN, List.of(), null), true))
                .isEqualTo(
                        "{\"level\":\"red\",\"seconds\":3600,\"chance\":0.5,\"without\":null,\"causes\":[],\"resembles\":null}");
        assertThat(ExplanationJson.write(
                        new Explanation(
                                HealthState.RED,
                                Duration.ofHours(1),
                                0.5,
                                Double.NaN,
                                List.of(),
                                new Resemblance(2, null)),
                        true))
                .endsWith("\"resembles\":{\"known\":2,\"nearest\":null}}");
    }
}
