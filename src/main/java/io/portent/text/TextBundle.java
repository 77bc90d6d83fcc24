package io.portent.text;

/**
 * A model with all that is needed to go on training it.
 *
 * @param <S> a step of the codec
 */
public record TextBundle<S>(TextSpec spec, TextModel<S> model, TextProgress progress) {}
