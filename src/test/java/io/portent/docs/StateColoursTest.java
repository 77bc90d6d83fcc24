package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The four states can be told apart by whoever sees fewer colours, and by whoever sees none. */
final class StateColoursTest {
    /** A just noticeable difference is about 2.3, in CIE 1976; side by side in small cells ten times that should be enough. */
    private static final double APART = 25;

    /** How linear RGB is seen with full protanopia, deuteranopia and tritanopia: Machado, Oliveira and Fernandes (2009). */
    private static final Map<String, double[][]> SEEN_BY = Map.of(
            "all", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            "protanopes",
                    new double[][] {
                        {0.152286, 1.052583, -0.204868},
                        {0.114503, 0.786281, 0.099216},
                        {-0.003882, -0.048116, 1.051998}
                    },
            "deuteranopes",
                    new double[][] {
                        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
                    },
            "tritanopes",
                    new double[][] {
                        {1.255528, -0.076749, -0.178779},
                        {-0.078411, 0.930809, 0.147602},
                        {0.004733, 0.691367, 0.303900}
                    });

    static List<JsonNode> statePanels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.all()) {
            dashboard.panels().stream().filter(each -> states(each).has("3")).forEach(panels::add);
        }
        assertThat(panels).hasSizeGreaterThanOrEqualTo(5);
        return panels;
    }

    private static JsonNode states(JsonNode panel) {
        return panel.at("/fieldConfig/defaults/mappings/0/options");
    }

    @ParameterizedTest
    @MethodSource("statePanels")
    void everyState_isASignAndAWord(JsonNode panel) {
        Map<String, String> texts = new TreeMap<>();
        states(panel)
                .properties()
                .forEach(state ->
                        texts.put(state.getKey(), state.getValue().path("text").asText()));
        assertThat(texts)
                .isEqualTo(Map.of(
                        "0", "● green: healthy", "1", "? unknown", "2", "▲ orange: degraded", "3", "■ red: failed"));
    }

    @ParameterizedTest
    @MethodSource("statePanels")
    void theColoursOfTheStates_areApart_forEveryKindOfSight(JsonNode panel) {
        List<String> colours = states(panel).findValuesAsText("color");
        assertThat(colours).hasSize(4);
        SEEN_BY.forEach((who, sight) -> {
            for (String one : colours) {
                for (String other : colours.subList(colours.indexOf(one) + 1, colours.size())) {
                    assertThat(distance(lab(one, sight), lab(other, sight)))
                            .as("%s and %s, seen by %s", one, other, who)
                            .isGreaterThan(APART);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("statePanels")
    void theBarsOfColour_areThoseOfTheWords(JsonNode panel) {
        assertThat(panel.at("/fieldConfig/defaults/thresholds/steps").findValuesAsText("color"))
                .isEqualTo(states(panel).findValuesAsText("color"));
    }

    /** The measure itself: pure red and green are far apart for most, and much closer for deuteranopes. */
    @Test
    void redAndGreen_areCloserToDeuteranopes() {
        double[][] all = SEEN_BY.getOrDefault("all", new double[0][]);
        double[][] few = SEEN_BY.getOrDefault("deuteranopes", new double[0][]);
        assertThat(distance(lab("#FF0000", all), lab("#00FF00", all))).isBetween(170.0, 172.0);
        assertThat(distance(lab("#FF0000", few), lab("#00FF00", few))).isLessThan(85);
        assertThat(distance(lab("#009E73", few), lab("#8C8C8C", few))).isLessThan(10);
    }

    private static double distance(double[] one, double[] other) {
        return Math.sqrt(square(one[0] - other[0]) + square(one[1] - other[1]) + square(one[2] - other[2]));
    }

    private static double square(double x) {
        return x * x;
    }

    /** L*, a*, b* of an sRGB colour as it is seen. */
    private static double[] lab(String colour, double[][] sight) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            rgb[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        double r = seen(rgb, sight[0]);
        double g = seen(rgb, sight[1]);
        double b = seen(rgb, sight[2]);
        double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
        double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
        double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double seen(double[] rgb, double[] row) {
        return Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]));
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }
}
