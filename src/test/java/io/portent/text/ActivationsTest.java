package io.portent.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portent.codec.Choice;
import io.portent.codec.Codec;
import io.portent.codec.text.TextCodecProvider;
import io.portent.heatmap.Band;
import io.portent.heatmap.HeatMap;
import io.portent.model.NetworkKind;
import io.portent.model.engine.Answers;
import io.portent.model.engine.FirstWeights;
import io.portent.model.engine.Shape;
import io.portent.model.engine.Stepper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ActivationsTest {
    private static final String TEXT = "to be,\n\tor not to be \u202e\\";

    private static TextModel<Integer> model(NetworkKind kind, String text) {
        Codec<Integer> codec = new TextCodecProvider().fit(text, Map.of());
        Shape shape = new Shape(kind, codec.inputs(), 7, 2, codec.outputs(), Answers.SYMBOLS);
        return new TextModel<>(codec, shape, FirstWeights.normal(shape, 0.8, 11));
    }

    @ParameterizedTest
    @EnumSource(value = NetworkKind.class, mode = EnumSource.Mode.MATCH_NONE, names = "BIDIRECTIONAL.*")
    void valuesAreTheSteppers_andBandsItsAnswers(NetworkKind kind) {
        TextModel<Integer> model = model(kind, TEXT);
        List<Integer> steps = model.codec().read(TEXT);
        for (int layer = 0; layer < 2; layer++) {
            HeatMap map = Activations.of(model, steps, layer, "title", "note");
            Stepper stepper = model.stepper();
            float[] vector = new float[model.codec().inputs()];
            for (int step = 0; step < steps.size(); step++) {
                model.codec().encode(steps.get(step), vector, 0);
                float[] chances = stepper.step(vector, 0);
                float[] hidden = stepper.hidden(layer);
                for (int unit = 0; unit < hidden.length; unit++) {
                    assertThat(map.value(unit, step)).isCloseTo(hidden[unit], within(0.5 / 127 + 1e-6));
                }
                Band.Cell likeliest = map.bands().get(0).cells().get(step);
                int best = Choice.hard().of(chances);
                assertThat(likeliest.strength()).isEqualTo(chances[best]);
                assertThat(likeliest.detail())
                        .isEqualTo(
                                String.format(Locale.ROOT, "%s with %.1f %%", likeliest.label(), 100 * chances[best]));
                assertFalling(map, step);
            }
        }
    }

    private static void assertFalling(HeatMap map, int step) {
        double first = map.bands().get(0).cells().get(step).strength();
        double second = map.bands().get(1).cells().get(step).strength();
        double third = map.bands().get(2).cells().get(step).strength();
        assertThat(first).isGreaterThanOrEqualTo(second);
        assertThat(second).isGreaterThanOrEqualTo(third);
        assertThat(map.bands().stream()
                        .map(band -> band.cells().get(step).label())
                        .distinct()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void columnsAreCharacters_andThoseThatCannotBeSeenTheirEscapes() {
        TextModel<Integer> model = model(NetworkKind.GRU, TEXT);
        HeatMap map = Activations.of(model, model.codec().read("o,\n\t \u202e\\"), 1, "", "");
        assertThat(map.columns().labels()).containsExactly("o", ",", "\\n", "\\t", "' '", "U+202E", "\\\\");
        assertThat(map.rows().labels()).containsExactly("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void twoCharacters_haveTwoBands() {
        TextModel<Integer> model = model(NetworkKind.SIMPLE_RNN, "ab");
        assertThat(Activations.of(model, List.of(0, 1), 0, "", "").bands()).hasSize(2);
    }

    @Test
    void layerThatIsNotThere_andTooLongAText_areRefused() {
        TextModel<Integer> model = model(NetworkKind.LSTM, TEXT);
        assertThatThrownBy(() -> Activations.of(model, List.of(0), 2, "", "")).hasMessageContaining("none of number 2");
        assertThatThrownBy(() -> Activations.of(model, List.of(0), -1, "", ""))
                .isInstanceOf(IllegalArgumentException.class);
        List<Integer> many = java.util.Collections.nCopies(571_429, 0);
        assertThatThrownBy(() -> Activations.of(model, many, 0, "", ""))
                .hasMessageContaining("at most 4,000,000 cells");
    }
}
