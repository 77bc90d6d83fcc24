package io.portent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page as text. */
final class ReportPageTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @Test
    void hostileText_isNowhereAsItIs() throws IOException {
        String page = Reports.page(Reports.HOSTILE);
        assertThat(page)
                .doesNotContain("window.hit = 1</script>", "<img", "\u202e")
                .contains("&lt;img src=x onerror=&#39;window.hit = 1&#39;&gt;");
        assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(2);
        assertThat(Pattern.compile("</script").matcher(page).results().count()).isEqualTo(2);
    }

    @Test
    void nothingIsFetched_andOnlyWhatIsInThePageMayRun() throws IOException {
        String page = Reports.page("shop");
        assertThat(page).contains("default-src 'none'", ReportPage.policy(Reports.assets()));
        String markup = page.replaceAll("(?s)<script.*?</script>|<style.*?</style>", "");
        assertThat(markup)
                .doesNotContain("http:", "https:", "src=", "url(", "style=")
                .doesNotContainPattern(" on[a-z]+=");
        assertThat(Reports.resource("report.css")).doesNotContain("url(", "@import");
    }

    /** Who runs no script has all numbers that are plotted. */
    @Test
    void tables_haveWhatThePlotsShow() throws IOException {
        Evidence evidence = Reports.evidence("shop");
        String page = Reports.page("shop");
        evidence.judgement()
                .verdicts()
                .forEach(verdict -> verdict.models().values().forEach(one -> {
                    assertThat(page)
                            .contains("<td>" + Words.number("%.3f", one.score().prAuc()) + "</td>");
                    assertThat(page)
                            .contains("<td>" + Words.number("%.5f", one.score().brier()) + "</td>");
                    assertThat(page).contains("<td>" + Words.interval("%.2f", one.prAuc()) + "</td>");
                }));
        evidence.judgement()
                .verdicts()
                .forEach(verdict -> verdict.own()
                        .detection()
                        .forEach(point -> assertThat(page)
                                .contains("<td>" + point.warned() + " of " + point.onsets() + "</td><td>"
                                        + Words.number("%.2f", point.falseAlarmsPerWeek()) + "</td>")));
        assertThat(evidence.judgement().seen())
                .isNotEmpty()
                .allSatisfy(incident -> assertThat(page).contains(">" + Words.time(incident.onset()) + "</a>"));
        assertThat(page).contains("<meter", "What drove the highest chance");
    }

    @Test
    void data_areTheJudgementsOwnJson() throws IOException {
        Matcher data = DATA.matcher(Reports.page("shop"));
        assertThat(data.find()).isTrue();
        JsonNode json = new ObjectMapper().readTree(data.group(1));
        Evidence evidence = Reports.evidence("shop");
        assertThat(json.at("/judgement/verdicts")).hasSize(6);
        assertThat(json.at("/judgement/verdicts/5/models/lstm/pr_auc").asDouble())
                .isEqualTo(evidence.judgement().verdicts().get(5).own().score().prAuc());
        assertThat(json.at("/judgement/verdicts/5/models/climatology/alarms").isNull())
                .isTrue();
        assertThat(json.at("/judgement/incidents"))
                .hasSize(evidence.judgement().incidents().size());
        assertThat(json.at("/timelines/0/times"))
                .hasSameSizeAs(json.at("/timelines/0/red/2"))
                .hasSizeGreaterThan(400);
        assertThat(json.at("/around")).hasSameSizeAs(evidence.around().keySet());
        int warned = 0;
        for (JsonNode count : json.at("/leads/5/counts")) {
            warned += count.asInt();
        }
        assertThat(warned)
                .isEqualTo(json.at("/judgement/verdicts/5/models/lstm/alarms/warned")
                        .asInt())
                .isPositive();
    }

    @Test
    void aScriptThatEndsItsElement_isRefused() {
        assertThatThrownBy(() -> new Assets("x = '</script>'", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not end");
    }

    @Test
    void theLibrarysLicence_liesBesideIt() throws IOException {
        assertThat(Reports.resource("uplot/LICENSE")).contains("MIT License", "Leon Sorokin");
    }
}
