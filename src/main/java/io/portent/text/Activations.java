package io.portent.text;

import io.portent.codec.Codec;
import io.portent.codec.text.Vocabulary;
import io.portent.heatmap.Axis;
import io.portent.heatmap.Band;
import io.portent.heatmap.HeatMap;
import io.portent.heatmap.Tint;
import io.portent.model.engine.Stepper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the hidden units of a model do while it reads: a row per unit, a column per step, and above them what it would write next. */
public final class Activations<S> {
    private static final List<String> BANDS = List.of("likeliest next", "second", "third");

    private final Codec<S> codec;
    private final Stepper stepper;
    private final int units;
    private final List<List<Band.Cell>> next = new ArrayList<>();

    private Activations(TextModel<S> model) {
        this.codec = model.codec();
        this.stepper = model.stepper();
        this.units = model.shape().units();
        for (int i = 0; i < Math.min(BANDS.size(), codec.outputs()); i++) {
            next.add(new ArrayList<>());
        }
    }

    /**
     * Reads all steps in order, from a zero state.
     *
     * @param layer 0 is the one that reads the text
     * @param note what a reader should know
     * @throws IllegalArgumentException for no steps, for a layer that is not there, or for more cells than a map has
     */
    public static <S> HeatMap of(TextModel<S> model, List<S> steps, int layer, String title, String note) {
        if (layer < 0 || layer >= model.shape().layers()) {
            throw new IllegalArgumentException(
                    "the network has " + model.shape().layers() + " layers, none of number " + layer);
        }
        HeatMap.requireSize(model.shape().units(), steps.size());
        return new Activations<>(model).read(steps, layer, title, note);
    }

    private HeatMap read(List<S> steps, int layer, String title, String note) {
        float[] values = new float[units * steps.size()];
        float[] vector = new float[codec.inputs()];
        for (int step = 0; step < steps.size(); step++) {
            codec.encode(steps.get(step), vector, 0);
            answer(stepper.step(vector, 0));
            float[] hidden = stepper.hidden(layer);
            for (int unit = 0; unit < units; unit++) {
                values[unit * steps.size() + step] = hidden[unit];
            }
        }
        List<String> numbers =
                IntStream.rangeClosed(1, units).mapToObj(Integer::toString).toList();
        List<String> read = steps.stream().map(this::name).toList();
        List<Band> bands = IntStream.range(0, next.size())
                .mapToObj(i -> new Band(BANDS.get(i), next.get(i)))
                .toList();
        return new HeatMap(title, note, new Axis("unit", numbers), new Axis("character", read), values, bands);
    }

    private String name(S step) {
        return codec.write(step).codePoints().mapToObj(Vocabulary::name).collect(Collectors.joining());
    }

    private void answer(float[] chances) {
        boolean[] taken = new boolean[chances.length];
        for (List<Band.Cell> band : next) {
            int best = likeliest(chances, taken);
            taken[best] = true;
            String name = name(codec.stepOf(best));
            String detail = String.format(Locale.ROOT, "%s with %.1f %%", name, 100 * chances[best]);
            band.add(new Band.Cell(name, detail, Tint.CHANCE, Math.min(1, chances[best])));
        }
    }

    /** Of equals the first, as {@link io.portent.codec.Choice#hard}. */
    private static int likeliest(float[] chances, boolean[] taken) {
        int best = -1;
        for (int i = 0; i < chances.length; i++) {
            if (!taken[i] && (best < 0 || chances[i] > chances[best])) {
                best = i;
            }
        }
        return best;
    }
}
