package io.portent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks for text as a user meets them: told to end while they learn, and primed through a pipe. */
final class TextIT {
    private static final Duration END = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private String[] train(Path out, String... more) {
        String[] words = {
            "text",
            "train",
            "--in",
            folder.resolve("in.txt").toString(),
            "--out",
            out.toString(),
            "--network",
            "gru",
            "--units",
            "24",
            "--batch",
            "4",
            "--epochs",
            "30",
            "--info-frequency",
            "20",
            "--sample-frequency",
            "0"
        };
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    @Test
    void toldToEnd_itSaves_andGoesOnAsIfItHadNot() throws Exception {
        StringBuilder text = new StringBuilder();
        Random random = new Random(3);
        for (int i = 0; i < 6_000; i++) {
            text.append("order ").append(random.nextInt(9)).append(i % 3 == 0 ? " paid\n" : " late\n");
        }
        Files.writeString(folder.resolve("in.txt"), text);
        Path whole = folder.resolve("whole.portent");
        Path stopped = folder.resolve("stopped.portent");
        AgentProcess.run(train(whole)).succeeds();
        try (AgentProcess agent = AgentProcess.start(train(stopped))) {
            agent.awaitOut("iteration 40,");
            agent.terminate();
            AgentProcess.Ended ended = agent.ended(END);
            assertThat(ended.out()).contains("saved to " + stopped, "--restore goes on");
            assertThat(ended.code()).as("by signal").isEqualTo(143);
        }
        assertThat(Files.mismatch(whole, stopped)).isNotEqualTo(-1);
        AgentProcess.run(
                        "text",
                        "train",
                        "--in",
                        folder.resolve("in.txt").toString(),
                        "--restore",
                        stopped.toString(),
                        "--info-frequency",
                        "0",
                        "--sample-frequency",
                        "0")
                .succeeds();
        assertThat(Files.mismatch(whole, stopped)).as("first byte that differs").isEqualTo(-1);
    }

    @Test
    void theBeginningMayBePipedIn_withoutTheLineEndOfEcho() throws Exception {
        Files.writeString(folder.resolve("in.txt"), "HELLO\n".repeat(60));
        Path bundle = folder.resolve("hello.portent");
        AgentProcess.run(
                        "text",
                        "train",
                        "--in",
                        folder.resolve("in.txt").toString(),
                        "--out",
                        bundle.toString(),
                        "--units",
                        "20",
                        "--epochs",
                        "60",
                        "--sample-frequency",
                        "0")
                .succeeds();
        Path piped = Files.writeString(folder.resolve("prime"), "HEL\n");
        try (AgentProcess agent = AgentProcess.startReading(
                piped, "text", "generate", "--restore", bundle.toString(), "--length", "9", "--choice", "hard")) {
            assertThat(agent.ended(END).succeeds().out()).isEqualTo("LO\nHELLO\n");
        }
    }
}
