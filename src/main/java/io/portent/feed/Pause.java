package io.portent.feed;

import java.time.Duration;

/** Lets time pass between two attempts. */
@FunctionalInterface
public interface Pause {
    void forAWhile(Duration length) throws InterruptedException;
}
