package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.model.TrainingStopped;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
    @Test
    void results_comeInTheOrderOfTheWork() {
        List<Supplier<Integer>> work =
                IntStream.range(0, 50).<Supplier<Integer>>mapToObj(i -> () -> i).toList();

        assertThat(new Processors(3).all(work))
                .isEqualTo(IntStream.range(0, 50).boxed().toList());
    }

    /** Each piece waits for the other; one after the other would never end. */
    @Test
    void pieces_areDoneAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        Supplier<Boolean> piece = () -> {
            both.countDown();
            try {
                both.await();
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        };

        assertThat(new Processors(2).all(List.of(piece, piece))).containsExactly(true, true);
    }

    @Test
    void failure_isThrownAsItWas_andEndsTheOthers() {
        AtomicInteger interrupted = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        Supplier<Integer> fails = () -> {
            awaitOrCount(begun, interrupted);
            throw new IllegalArgumentException("no");
        };
        Supplier<Integer> waits = () -> {
            begun.countDown();
            awaitOrCount(new CountDownLatch(1), interrupted);
            return 1;
        };

        assertThatThrownBy(() -> new Processors(2).all(List.of(fails, waits)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void interruptOfTheCaller_reachesThePieces_andStopsTraining() {
        AtomicInteger interrupted = new AtomicInteger();
        Thread caller = Thread.currentThread();
        Supplier<Integer> piece = () -> {
            caller.interrupt();
            awaitOrCount(new CountDownLatch(1), interrupted);
            return 1;
        };

        assertThatThrownBy(() -> new Processors(2).all(List.of(piece))).isInstanceOf(TrainingStopped.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).hasValue(1);
    }

    private static void awaitOrCount(CountDownLatch latch, AtomicInteger interrupted) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
        }
    }
}
