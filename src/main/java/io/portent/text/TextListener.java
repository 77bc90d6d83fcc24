package io.portent.text;

/** Hears how training goes on, on its thread. */
public interface TextListener {
    /** Asked for after every optimizer step; true ends training there. */
    boolean stop();

    /** Some steps, as many as were asked for, have been taken since the last time. */
    void info(TextProgress progress);

    /** What the network writes by now. */
    void sample(TextProgress progress, String text);

    /** A pass over the text has ended. */
    void epoch(TextProgress progress);

    /** It is time to save. */
    void backup(TextBundle<?> bundle);
}
