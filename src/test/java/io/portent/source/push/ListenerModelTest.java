package io.portent.source.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.event.RawLine;
import io.portent.source.LineSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random clients that come, send pieces of lines in turns and go, in the middle of a line or not; one or two readers, at times behind. Each
 * client's lines must come whole, in order, and under a name of their own.
 */
final class ListenerModelTest {
    private static final int SEEDS = 300;
    private static final int MOST_CLIENTS = 6;
    private static final int STEPS = 120;
    private static final int MAX_LINE_BYTES = 60;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    private static final class Talker {
        private final Socket socket;
        private final byte[] speech;
        private int said;

        Talker(int port, byte[] speech) throws IOException {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            this.speech = speech;
        }

        void say(int bytes) throws IOException {
            int count = Math.min(bytes, speech.length - said);
            socket.getOutputStream().write(speech, said, count);
            said += count;
        }

        /** What of its speech are lines, if it says no more. */
        List<String> lines(Listener.Protocol protocol) {
            String all = new String(speech, 0, said, UTF_8);
            String text = protocol == Listener.Protocol.SYSLOG ? all.replaceAll("(?<=\n|^)[0-9]+ <", "<") : all;
            return Arrays.stream(text.split("\n", -1))
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.substring(0, Math.min(line.length(), MAX_LINE_BYTES)))
                    .toList();
        }
    }

    /** Each line begins with its client. Counted messages end with a newline of their own, which is none of the next line. */
    private static byte[] speech(int client, Random random, boolean counted) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            String line = "<" + client + ">" + i
                    + "x".repeat(random.nextInt(5) == 0 ? random.nextInt(100) : random.nextInt(9));
            boolean count = counted && random.nextBoolean();
            all.append(count ? line.length() + " " : "").append(line).append('\n');
            all.append(random.nextInt(5) == 0 ? "\n" : "");
        }
        return all.toString().getBytes(UTF_8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyClientsLines_comeWholeAndInOrder(int seed) throws IOException {
        Random random = new Random(seed);
        Listener.Protocol protocol = seed % 2 == 0 ? Listener.Protocol.TCP : Listener.Protocol.SYSLOG;
        List<Talker> all = new ArrayList<>();
        List<List<RawLine>> read = List.of(new ArrayList<>(), new ArrayList<>());
        try (Listener listener = new Listener(
                        "app", protocol, "127.0.0.1", 0, MAX_LINE_BYTES, new PushCounts(), InstantSource.system());
                LineSource first = listener.open();
                LineSource second = listener.open()) {
            listener.start();
            List<LineSource> readers = List.of(first, second);
            talk(listener, all, random, protocol, () -> {
                int which = random.nextInt(2);
                readers.get(which).read(1 + random.nextInt(20), read.get(which)::add);
            });
            for (Talker talker : all) {
                talker.socket.close();
            }
            Map<String, List<String>> expected = new TreeMap<>();
            all.forEach(talker -> merge(expected, talker.lines(protocol)));
            for (int i = 0; i < 2; i++) {
                readToEnd(readers.get(i), read.get(i), expected);
                assertThat(byOrigin(read.get(i))).as("seed %s", seed).isEqualTo(expected);
            }
        }
    }

    private interface Poll {
        void run() throws IOException;
    }

    private static void talk(Listener listener, List<Talker> all, Random random, Listener.Protocol protocol, Poll poll)
            throws IOException {
        for (int step = 0; step < STEPS; step++) {
            int who = random.nextInt(MOST_CLIENTS);
            if (who >= all.size()) {
                all.add(new Talker(listener.port(), speech(all.size(), random, protocol == Listener.Protocol.SYSLOG)));
            } else if (random.nextInt(5) == 0) {
                poll.run();
            } else if (!all.get(who).socket.isClosed()) {
                all.get(who).say(1 + random.nextInt(60));
                if (random.nextInt(40) == 0) {
                    all.get(who).socket.close();
                }
            }
        }
    }

    private static void merge(Map<String, List<String>> expected, List<String> lines) {
        if (!lines.isEmpty()) {
            expected.put(lines.get(0), lines);
        }
    }

    private static void readToEnd(LineSource source, List<RawLine> lines, Map<String, List<String>> expected) {
        int number = expected.values().stream().mapToInt(List::size).sum();
        await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).until(() -> {
            while (source.read(50, lines::add) > 0) {
                // to the end of what is there
            }
            return lines.size() >= number && source.followed().isEmpty();
        });
    }

    /** By the first line of each: it names the client, and no other line begins so. */
    private static Map<String, List<String>> byOrigin(List<RawLine> lines) {
        Map<String, List<String>> byFirst = new TreeMap<>();
        lines.stream()
                .collect(Collectors.groupingBy(line -> line.origin().file()))
                .values()
                .forEach(of -> merge(
                        byFirst,
                        of.stream()
                                .sorted(Comparator.comparingLong(
                                        line -> line.origin().line()))
                                .map(RawLine::text)
                                .toList()));
        return byFirst;
    }
}
