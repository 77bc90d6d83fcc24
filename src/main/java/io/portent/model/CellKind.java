package io.portent.model;

/** What a recurrent layer consists of, whichever way it reads. */
public enum CellKind {
    SIMPLE_RNN,
    LSTM,
    GRU
}
