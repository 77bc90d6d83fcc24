package io.portent.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeatMapTest {
    private static final Axis ONE = new Axis("unit", List.of("1"));

    @Test
    void valuesAreKept_toHalfAStep() {
        HeatMap map =
                new HeatMap("", "", ONE, new Axis("c", List.of("a", "b", "c")), new float[] {-1, 0.333f, 1}, List.of());
        assertThat(map.value(0, 0)).isEqualTo(-1);
        assertThat(map.value(0, 1)).isCloseTo(0.333, within(0.5 / 127));
        assertThat(map.value(0, 2)).isEqualTo(1);
        HeatMap small = Maps.small();
        assertThat(small.value(1, 0)).isCloseTo(0.5, within(0.5 / 127));
        assertThat(small.value(0, 1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {-1.01f, 1.01f, Float.NaN, Float.POSITIVE_INFINITY})
    void valuesOutOfRange_areRefused(float value) {
        assertThatThrownBy(() -> new HeatMap("", "", ONE, ONE, new float[] {value}, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[-1, 1]");
    }

    /** A saturated unit was seen to answer so. */
    @Test
    void valueThatIsBeyondByARounding_isTheBound() {
        HeatMap map = new HeatMap("", "", ONE, ONE, new float[] {-1.0000002f}, List.of());
        assertThat(map.value(0, 0)).isEqualTo(-1);
    }

    @Test
    void partsThatDoNotBelongTogether_areRefused() {
        assertThatThrownBy(() -> new HeatMap("", "", ONE, ONE, new float[2], List.of()))
                .hasMessage("a map of 1 rows and 1 columns has not 2 values");
        assertThatThrownBy(() -> new HeatMap("", "", ONE, ONE, new float[1], List.of(new Band("b", List.of()))))
                .hasMessage("the band b has 0 cells for 1 columns");
        assertThatThrownBy(() -> new Axis("unit", List.of())).hasMessage("a map has at least one unit");
        assertThatThrownBy(() -> new Band.Cell("", "", Tint.RED, Double.NaN)).hasMessageContaining("strength");
    }

    /** Also where the product does not fit into an int. */
    @Test
    void tooManyCells_areRefusedBeforeTheyAreMade() {
        HeatMap.requireSize(256, 15_625);
        assertThatThrownBy(() -> HeatMap.requireSize(256, 15_626))
                .hasMessage(
                        "a heat map has at most 4,000,000 cells, 256 rows of 15,626 columns are 4,000,256: take fewer columns");
        assertThatThrownBy(() -> HeatMap.requireSize(65_536, 65_536)).hasMessageContaining("4,294,967,296");
    }

    /** A reader must see the sign without colour vision for red and green, and the size without any. */
    @ParameterizedTest
    @EnumSource(Palette.class)
    void eachSideDepartsFromThePaperSteadily_andNoTwoSignsLookAlike(Palette palette) {
        double last = -1;
        for (int step = 0; step <= 20; step++) {
            double value = step / 20.0;
            double contrast = Math.min(fromPaper(palette, value), fromPaper(palette, -value));
            assertThat(contrast).as("value %s", value).isGreaterThan(last - 0.5);
            last = contrast;
            int plus = palette.rgb(value);
            int minus = palette.rgb(-value);
            if (value >= 0.2) {
                int blue = (plus & 0xFF) - (minus & 0xFF) - ((plus >> 16) - (minus >> 16));
                assertThat(blue).as("blueness of minus over plus at %s", value).isLessThan(-30);
            }
        }
    }

    private static double fromPaper(Palette palette, double value) {
        return Math.abs(luma(palette.rgb(value)) - luma(palette.paper()));
    }

    private static double luma(int rgb) {
        return 0.299 * (rgb >> 16) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
    }

    @Test
    void stopsAreMet_andBandsGoFromPaperToTheirColour() {
        assertThat(Palette.LIGHT.rgb(-1)).isEqualTo(Palette.LIGHT.stops().get(0));
        assertThat(Palette.LIGHT.rgb(0)).isEqualTo(Palette.LIGHT.stops().get(3));
        assertThat(Palette.LIGHT.rgb(1)).isEqualTo(Palette.LIGHT.stops().get(6));
        assertThat(Palette.DARK.rgb(new Band.Cell("", "", Tint.RED, 0))).isEqualTo(Palette.DARK.paper());
        assertThat(Palette.DARK.rgb(new Band.Cell("", "", Tint.RED, 1))).isEqualTo(Tint.RED.rgb(Palette.DARK));
    }
}
