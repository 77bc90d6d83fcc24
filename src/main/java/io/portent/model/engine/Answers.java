package io.portent.model.engine;

/** What the outputs of a network say. */
public enum Answers {
    /** Chances that do not depend on each other; the output reads the input, too, past the recurrent layers. */
    HAZARDS,
    /** Chances of one of many, which sum to one. */
    SYMBOLS
}
