package io.portent.heatmap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeatMapPageTest {
    private static final Pattern SCRIPT = Pattern.compile("(?s)<script[^>]*>(.*?)</script>");

    private static JsonNode data(String page) throws IOException {
        Matcher script = SCRIPT.matcher(page);
        assertThat(script.find()).isTrue();
        return new ObjectMapper().readTree(script.group(1));
    }

    @Test
    void dataAreThoseOfTheMap() throws IOException {
        JsonNode data = data(HeatMapPage.write(Maps.small()));
        assertThat(data.at("/rows/noun").asText()).isEqualTo("unit");
        assertThat(data.at("/columns/labels/1").asText()).isEqualTo("b");
        assertThat(data.at("/values").binaryValue()).containsExactly(-127, 0, 64, 127);
        assertThat(data.at("/bands/0/details/0").asText()).isEqualTo("x with 25.0 %");
        assertThat(data.at("/bands/0/strengths").binaryValue()).containsExactly(64, 255);
        assertThat(data.at("/bands/0/tints").binaryValue()).containsExactly(Tint.CHANCE.place(), Tint.CHANCE.place());
        assertThat(data.at("/light/stops").size()).isEqualTo(7);
        assertThat(data.at("/dark/tints").size()).isEqualTo(Tint.values().length);
    }

    /** Only the page's own script and style are let in, and both are: a browser compares these very bytes. */
    @Test
    void policyLetsInTheOneScriptAndTheOneStyle_andNothingFromElsewhere() {
        String page = HeatMapPage.write(Maps.small());
        assertThat(page)
                .contains("content=\"default-src 'none'; script-src 'sha256-")
                .doesNotContain("unsafe", "http:", "https:", "//cdn");
        assertThat(SCRIPT.matcher(page).results().count()).isEqualTo(2);
        String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        assertThat(page)
                .contains("script-src 'sha256-" + HeatMapPage.sha256(script) + "'")
                .contains("style-src 'sha256-" + HeatMapPage.sha256(style) + "'");
        assertThat(page).doesNotContain(" style=", " onclick", "<link", "<img", "src=", "@import", "url(");
        assertThat(script).doesNotContain("innerHTML", "eval", "document.write", "fetch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "\\\"];alert(1)//",
                "]]>&lt;&amp;",
                "a\u0000b\u001b[31mc\u007f\u0085\r\n\t",
                "\u202eevil\u2066x\u2069\u200f\u061c\ufeff\u2028\u2029",
                "\ud800 alone \udc00",
                "größe ☕ 😀",
            })
    void hostileText_isTextAndNothingElse(String text) throws IOException {
        String page = HeatMapPage.write(Maps.named(text));

        assertThat(SCRIPT.matcher(page).results().count()).isEqualTo(2);
        assertThat(page.split("<script", -1)).as("beginnings of scripts").hasSize(3);
        assertThat(page).doesNotContain("<img", "<!--", "' onmouseover='");
        assertThat(page.codePoints().filter(HeatMapPageTest::steers).toArray()).isEmpty();
        String shown = data(page).at("/bands/0/details/0").asText();
        StringBuilder expected = new StringBuilder();
        text.codePoints().forEach(point -> expected.appendCodePoint(steers(point) || point == '\n' ? 0xFFFD : point));
        assertThat(shown).isEqualTo(expected.toString());
        assertThat(data(page).at("/rows/labels/0").asText()).isEqualTo(shown);
        assertThat(data(page).at("/columns/noun").asText()).isEqualTo(shown);
    }

    /** By ranges, and not by what the code asks. */
    private static boolean steers(int point) {
        return (point < 0x20 && point != '\n')
                || (point >= 0x7F && point <= 0x9F)
                || (point >= 0x200B && point <= 0x200F)
                || (point >= 0x2028 && point <= 0x202E)
                || (point >= 0x2060 && point <= 0x206F)
                || (point >= 0xD800 && point <= 0xDFFF)
                || point == 0x61C
                || point == 0xFEFF;
    }

    @Test
    void sameMap_isTheSamePage_andAnotherIsNot() {
        assertThat(HeatMapPage.write(Maps.of(20, 30, 7))).isEqualTo(HeatMapPage.write(Maps.of(20, 30, 7)));
        assertThat(HeatMapPage.write(Maps.of(20, 30, 7))).isNotEqualTo(HeatMapPage.write(Maps.of(20, 30, 8)));
    }

    /** A byte and a third for a cell: no element, and no number in words. */
    @Test
    void sizeGrowsByTheCells_andLittleElse() {
        int small = HeatMapPage.write(Maps.of(1, 2000, 1)).length();
        int large = HeatMapPage.write(Maps.of(256, 2000, 1)).length();
        assertThat(large - small).isLessThan((int) (255 * 2000 * 1.4)).isGreaterThan(255 * 2000);
    }

    @Test
    void legendNamesTheColoursThatOccur() {
        assertThat(HeatMapPage.write(Maps.small()))
                .contains("></span>chance</span>")
                .doesNotContain("></span>red</span>");
        assertThat(HeatMapPage.write(Maps.named("x"))).contains("></span>red</span>");
    }
}
