package io.portent.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.RetrainReceipt.Verdict;
import io.portent.bundle.file.RetrainLines;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Learners in processes of their own that do not do as they should. */
class StubbornLearnerTest {
    private static final long MEMORY = 64L << 20;
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Waits for ever. */
    static final class Hanging {
        private Hanging() {}

        public static void main(String[] arguments) throws InterruptedException, IOException {
            System.out.println(RetrainLines.of(new RetrainProgress(1, 1, 1, 0.5, 0.1)));
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }

    /** Ends, but not when it is told to. */
    static final class Deaf {
        private Deaf() {}

        public static void main(String[] arguments) throws InterruptedException, IOException {
            CountDownLatch never = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            Hanging.main(arguments);
        }
    }

    /** Says far more than anybody wants to hear on one line, and then what it should. */
    static final class Shouting {
        private Shouting() {}

        public static void main(String[] arguments) throws IOException {
            String shout = "a".repeat(1 << 20);
            for (int i = 0; i < 700; i++) {
                System.out.print(shout);
            }
            System.out.println();
            Instant now = Instant.EPOCH;
            System.out.println(RetrainLines.of(new RetrainReceipt(
                    now,
                    "me",
                    now,
                    null,
                    now,
                    Verdict.KEPT,
                    RetrainReceipt.Cause.NOT_BETTER_THAN_CHAMPION,
                    "no better",
                    null,
                    null,
                    List.of(),
                    Map.of(),
                    1)));
            System.out.flush();
        }
    }

    private static RetrainProcess process(Class<?> main, Duration longest, CompletableFuture<RetrainProgress> begun) {
        return new RetrainProcess(main.getName(), null, MEMORY, begun::complete, longest);
    }

    private static CompletableFuture<RetrainProcess.Outcome> awaited(RetrainProcess process) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return process.await();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean anyLearner() {
        return ProcessHandle.current()
                .children()
                .anyMatch(child -> child.info().commandLine().orElse("").contains("StubbornLearnerTest"));
    }

    /** Else it would be the last run that this agent ever begins. */
    @Test
    void whoDoesNotComeToAnEnd_isKilled() throws Exception {
        CompletableFuture<RetrainProgress> begun = new CompletableFuture<>();
        try (RetrainProcess process = process(Hanging.class, Duration.ofSeconds(5), begun)) {
            RetrainProcess.Outcome outcome = process.await();
            assertThat(outcome)
                    .isEqualTo(
                            new RetrainProcess.Outcome(Verdict.FAILED, "it took longer than PT5S and was ended", null));
        }
        assertThat(anyLearner()).isFalse();
    }

    @Test
    void whoDoesNotListen_isKilled() {
        CompletableFuture<RetrainProgress> begun = new CompletableFuture<>();
        RetrainProcess process = process(Deaf.class, LONG, begun);
        CompletableFuture<RetrainProcess.Outcome> ended = awaited(process);
        await().atMost(LONG).until(() -> begun.isDone() || ended.isDone());
        process.close();
        await().atMost(LONG).until(ended::isDone);
        assertThat(ended.join().reason()).isEqualTo("it was ended before it was done");
        await().atMost(LONG).until(() -> !anyLearner());
    }

    /** More than this process has room for. */
    @Test
    void whoSaysTooMuch_isHeardAllTheSame() throws Exception {
        try (RetrainProcess process = process(Shouting.class, LONG, new CompletableFuture<>())) {
            RetrainProcess.Outcome outcome = process.await();
            assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.KEPT);
        }
    }

    @Test
    void linesAreCut_andAllOfThemCome() throws IOException {
        try (ShortLines lines = new ShortLines(new StringReader("one\r\n\n" + "x".repeat(20_000) + "\nlast"), 10)) {
            assertThat(lines.next()).isEqualTo("one");
            assertThat(lines.next()).isEmpty();
            assertThat(lines.next()).isEqualTo("xxxxxxxxxx");
            assertThat(lines.next()).isEqualTo("last");
            assertThat(lines.next()).isNull();
        }
    }
}
