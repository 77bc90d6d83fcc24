package io.portent.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portent.heatmap.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a browser shows it. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
final class ReportBrowserTest {
    private static final String RIGHT = "\ue014";

    /** Shows every part of the page in turn, so that whatever is drawn when it comes into view is drawn. */
    private static final String SHOW = "document.querySelectorAll('%s')[%d].scrollIntoView()";

    @TempDir
    static Path directory;

    private static Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = Browser.start(directory.resolve("profile"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(String text) throws IOException, InterruptedException {
        browser.open(Files.writeString(directory.resolve("report.html"), Reports.page(text)));
    }

    private static int drawAll() throws IOException, InterruptedException {
        browser.ask("document.querySelectorAll('details').forEach(one => { one.open = true; })");
        int figures =
                browser.ask("return document.querySelectorAll('figure').length").asInt();
        for (int i = 0; i < figures; i++) {
            browser.ask(SHOW.formatted("figure", i));
            browser.ask("");
        }
        return figures;
    }

    @ParameterizedTest(name = "{0} wide, {1}")
    @CsvSource({"1280, light", "390, dark"})
    void everyFigureIsDrawn_andThePageIsNoWiderThanTheScreen(int width, String scheme)
            throws IOException, InterruptedException {
        browser.screen(width, 900, scheme);
        open("shop");
        int figures = drawAll();
        assertThat(figures).isGreaterThan(25);
        assertThat(browser.ask("return document.querySelectorAll('figure canvas').length")
                        .asInt())
                .isEqualTo(figures);
        JsonNode widths = browser.ask("return [document.documentElement.scrollWidth, innerWidth]");
        assertThat(widths.get(0).asInt()).isLessThanOrEqualTo(widths.get(1).asInt());
        assertThat(browser.console()).as("errors and refused scripts").isEmpty();
    }

    @Test
    void arrowKeys_sayWhatStandsAtAPoint() throws IOException, InterruptedException {
        browser.screen(1280, 900, "light");
        open("shop");
        browser.ask(SHOW.formatted("figure", 0));
        browser.type("#timeline .plot", RIGHT + RIGHT);
        String said = browser.ask("return document.querySelector('#timeline .said').textContent")
                .asText();
        assertThat(said).matches("UTC 2026-03-02 00:\\d\\d, ■ — red [0-9.]+ %, ▲ - - orange or worse [0-9.]+ %");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void anotherHorizon_redrawsTheTimelines() throws IOException, InterruptedException {
        browser.screen(1280, 900, "light");
        open("shop");
        browser.ask(SHOW.formatted("figure", 0));
        browser.ask("const one = document.getElementById('horizon'); one.value = '0';"
                + "one.dispatchEvent(new Event('change', {bubbles: true}));");
        browser.type("#timeline .plot", RIGHT);
        assertThat(browser.ask("return document.querySelectorAll('#timeline canvas').length")
                        .asInt())
                .isEqualTo(1);
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void hostileText_isShownAndNotRun() throws IOException, InterruptedException {
        browser.screen(1280, 900, "light");
        open(Reports.HOSTILE);
        drawAll();
        assertThat(browser.ask("return window.hit === undefined").asBoolean()).isTrue();
        assertThat(browser.ask("return document.querySelector('.drivers code').textContent")
                        .asText())
                .startsWith("</script><script>window.hit = 1</script><img ");
        assertThat(browser.console()).isEmpty();
    }
}
