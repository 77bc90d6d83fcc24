package io.portent.heatmap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page as a browser shows it. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
final class HeatMapBrowserTest {
    private static final String RIGHT = "\ue014";
    private static final String DOWN = "\ue015";
    private static final String END = "\ue010";
    private static final String HOME = "\ue011";
    private static final int WIDE = 16;
    private static final int HIGH = 12;

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

    @BeforeEach
    void desk() throws IOException, InterruptedException {
        browser.screen(1280, 900, "light");
    }

    private static void open(HeatMap map) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("map.html"), HeatMapPage.write(map));
        browser.open(file);
        // What is laid out in the first frame is drawn in the second, perhaps after the question of that frame.
        browser.ask("return true");
    }

    private static String said() throws IOException, InterruptedException {
        return plain(browser.ask("return document.getElementById('said').textContent")
                .asText());
    }

    private static String plain(String text) {
        return text.replace("\u2068", "").replace("\u2069", "");
    }

    @Test
    void arrowKeysMoveACell_whoseValueIsSaid() throws IOException, InterruptedException {
        open(Maps.small());
        assertThat(said()).isEmpty();
        browser.type("#box", DOWN);
        assertThat(said()).isEqualTo("unit 1, character 1 a: -1.00; next: x with 25.0 %");
        browser.type("#box", DOWN);
        assertThat(said()).isEqualTo("unit 2, character 1 a: +0.50; next: x with 25.0 %");
        browser.type("#box", RIGHT + RIGHT + DOWN);
        assertThat(said()).as("not over the edge").isEqualTo("unit 2, character 2 b: +1.00; next: y with 100.0 %");
        browser.type("#box", HOME);
        assertThat(said()).startsWith("unit 2, character 1 ");
        assertThat(browser.ask("return document.getElementById('said').getAttribute('aria-live')")
                        .asText())
                .isEqualTo("polite");
        assertThat(browser.console()).as("errors and refused scripts").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Palette.class)
    void cellsHaveTheirColours_andThePointerTellsTheirValues(Palette palette) throws IOException, InterruptedException {
        browser.screen(1280, 900, palette.name().toLowerCase(Locale.ROOT));
        HeatMap map = Maps.of(20, 30, 4);
        open(map);
        JsonNode place = browser.ask(
                "const box = document.getElementById('box').getBoundingClientRect(), space = document.getElementById('space');"
                        + "return [box.left + 1, box.top + 1, parseInt(space.style.width), parseInt(space.style.height)]");
        int gutter = place.get(2).asInt() - 30 * WIDE;
        int head = place.get(3).asInt() - 20 * HIGH;
        for (int row = 0; row < 20; row += 3) {
            for (int column = 0; column < 30; column += 7) {
                int x = gutter + column * WIDE + WIDE / 2;
                int y = head + row * HIGH + HIGH / 2;
                JsonNode pixel =
                        browser.ask("return Array.from(document.getElementById('canvas').getContext('2d').getImageData("
                                + x + "," + y + ",1,1).data)");
                int rgb = pixel.get(0).asInt() << 16
                        | pixel.get(1).asInt() << 8
                        | pixel.get(2).asInt();
                assertThat(rgb).as("%d, %d", row, column).isEqualTo(palette.rgb(map.value(row, column)));
            }
        }
        browser.point(
                (int) place.get(0).asDouble() + gutter + 3 * WIDE + 5,
                (int) place.get(1).asDouble() + head + 2 * HIGH + 5);
        String tip = plain(
                browser.ask("return document.getElementById('tip').textContent").asText());
        assertThat(tip).isEqualTo(String.format(Locale.ROOT, "unit 3, character 4 d: %+.2f", map.value(2, 3)));
    }

    @Test
    void hostileText_isShownAndNotRun() throws IOException, InterruptedException {
        String text = "</script><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>";
        open(Maps.named(text));
        browser.type("#box", DOWN);
        assertThat(browser.ask("return window.hit === undefined").asBoolean()).isTrue();
        assertThat(browser.ask("return document.title").asText()).isEqualTo(text);
        assertThat(said()).contains(text);
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void onAPhone_theMapScrollsAndThePageDoesNot() throws IOException, InterruptedException {
        browser.screen(390, 844, "dark");
        open(Maps.of(256, 2000, 2));
        JsonNode widths = browser.ask("const box = document.getElementById('box');"
                + "return [document.documentElement.scrollWidth, innerWidth, box.scrollWidth, box.clientWidth]");
        assertThat(widths.get(0).asInt()).isLessThanOrEqualTo(widths.get(1).asInt());
        assertThat(widths.get(2).asInt())
                .isGreaterThan(2000 * WIDE)
                .isGreaterThan(widths.get(3).asInt());
        browser.type("#box", DOWN + END);
        assertThat(said()).startsWith("unit 1, character 2000 ");
        assertThat(browser.ask(
                                "const box = document.getElementById('box'); return box.scrollLeft + box.clientWidth >= box.scrollWidth - 1")
                        .asBoolean())
                .isTrue();
    }

    /** Work is bounded by what can be seen: no element per cell, no canvas larger than the window. */
    @Test
    void largestMap_isDrawnInPart() throws IOException, InterruptedException {
        open(Maps.of(256, 15_625, 3));
        JsonNode sizes = browser.ask("const canvas = document.getElementById('canvas');"
                + "return [document.querySelectorAll('*').length, canvas.width, canvas.height]");
        assertThat(sizes.get(0).asInt()).isLessThan(80);
        assertThat(sizes.get(1).asInt()).isBetween(600, 1280);
        assertThat(sizes.get(2).asInt()).isBetween(300, 900);
    }

    @Test
    void fewerUnits_areThoseThatVaryMost_inTheirOrderOrByThat() throws IOException, InterruptedException {
        open(new HeatMap(
                "order",
                "",
                new Axis("unit", List.of("flat", "some", "wild")),
                new Axis("character", List.of("a", "b")),
                new float[] {0.9f, 0.9f, 0, 0.5f, -1, 1},
                List.of()));
        String set =
                "const most = document.getElementById('most'), order = document.getElementById('order'); most.value = 2;"
                        + "order.value = '%s'; most.dispatchEvent(new Event('input', {bubbles: true})); return document.getElementById('shown').textContent";
        assertThat(browser.ask(set.formatted("index")).asText()).isEqualTo("2 of 3 that vary most");
        browser.type("#box", DOWN);
        assertThat(said()).startsWith("unit some, ");
        open(new HeatMap(
                "order",
                "",
                new Axis("unit", List.of("flat", "some", "wild")),
                new Axis("character", List.of("a", "b")),
                new float[] {0.9f, 0.9f, 0, 0.5f, -1, 1},
                List.of()));
        browser.ask(set.formatted("variance"));
        browser.type("#box", DOWN);
        assertThat(said()).startsWith("unit wild, ");
        browser.type("#box", DOWN);
        assertThat(said()).startsWith("unit some, ");
    }
}
