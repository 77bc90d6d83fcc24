package io.portent.text;

import java.util.List;

/**
 * A model with all that is needed to go on training it; its three parts belong together.
 *
 * @param <S> a step of the codec
 */
public record TextBundle<S>(TextSpec spec, TextModel<S> model, TextProgress progress) {
    /** @throws IllegalArgumentException if they do not */
    public TextBundle {
        if (!spec.shape(model.codec()).equals(model.shape())) {
            throw new IllegalArgumentException(
                    "it tells of " + spec.shape(model.codec()) + " and holds " + model.shape());
        }
        List<Integer> gathered = spec.updater().gathers(model.shape().weights());
        require("gathered by " + spec.updater(), sizes(progress.gathered()), gathered);
        requireCarried(spec, model, progress);
    }

    private static List<Integer> sizes(List<float[]> arrays) {
        return arrays.stream().map(values -> values.length).toList();
    }

    private static void require(String what, List<Integer> found, List<Integer> expected) {
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(found + " values were " + what + ", expected " + expected);
        }
    }

    /** Of each layer as many as of the others, for one sequence at least and for no more than a batch has; or nothing at all. */
    private static void requireCarried(TextSpec spec, TextModel<?> model, TextProgress progress) {
        List<Integer> carried = sizes(progress.carried());
        if (carried.isEmpty()) {
            return;
        }
        int one = model.shape().memories() * model.shape().units();
        int sequences = carried.get(0) / one;
        boolean whole = carried.size() == spec.layers()
                && carried.stream().allMatch(size -> size == (long) sequences * one)
                && sequences >= 1
                && sequences <= spec.batch();
        if (!whole) {
            throw new IllegalArgumentException(
                    "states of " + carried.size() + " layers are carried, the first of " + carried.get(0)
                            + " values, expected " + spec.layers() + " of up to " + spec.batch() + " times " + one);
        }
    }
}
