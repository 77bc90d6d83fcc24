package io.portent.source.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portent.event.RawLine;
import io.portent.source.LineSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A listener with real sockets. */
final class ListenerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MAX_LINE_BYTES = 1_000;

    private volatile Instant now = Instant.parse("2026-03-04T05:06:07Z");
    private volatile CountDownLatch standing = new CountDownLatch(0);
    private final AtomicLong turns = new AtomicLong();
    private final PushCounts counts = new PushCounts();
    private final List<RawLine> lines = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private Listener listener = listener(0);
    private LineSource source = listener.open();

    private Listener listener(int port) {
        return new Listener(
                "app", Listener.Protocol.SYSLOG, "127.0.0.1", port, MAX_LINE_BYTES, counts, this::standOrTell);
    }

    private Instant standOrTell() {
        turns.incrementAndGet();
        try {
            standing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return now;
    }

    @BeforeEach
    void start() throws IOException {
        listener.start();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        source.close();
        listener.close();
    }

    private Socket client() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private void datagram(DatagramSocket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), listener.port()));
    }

    private List<String> texts() {
        return lines.stream().map(RawLine::text).toList();
    }

    private void readUntil(int number) {
        await().atMost(LONG).until(() -> {
            while (source.read(500, lines::add) > 0) {
                // to the end of what is there
            }
            return lines.size() >= number;
        });
    }

    private static List<String> numbered(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + i).toList();
    }

    @Test
    void twoClients_shareNoLine_andAreToldApart() throws IOException {
        Socket one = client();
        Socket other = client();
        send(one, "be");
        send(other, "not");
        send(one, "gun\n");
        send(other, "hing\n");
        readUntil(2);
        assertThat(texts()).containsExactlyInAnyOrder("begun", "nothing");
        assertThat(lines).extracting(line -> line.origin().file()).doesNotHaveDuplicates();
        assertThat(lines).extracting(RawLine::after).containsOnlyNulls();
        assertThat(counts.clients).hasValue(2);
    }

    @Test
    void aClientThatHasGone_isFollowedUntilItsLastLineIsRead() throws IOException {
        Socket one = client();
        send(one, "a\nb\n");
        await().atMost(LONG).until(() -> listener.waiting() == 2);
        one.close();
        await().atMost(LONG).until(() -> counts.clients.get() == 0);
        assertThat(source.followed()).containsExactly("tcp:1");
        readUntil(2);
        assertThat(source.followed()).isEmpty();
        send(client(), "c\n");
        readUntil(3);
        assertThat(lines.get(2).origin().file()).isEqualTo("tcp:2");
        assertThat(lines.get(2).origin().line()).isEqualTo(1);
        assertThat(source.generations()).isEmpty();
    }

    /** So an event of one client need not be held while another is busy. */
    @Test
    void whileSomeAreBusy_itIsKnownHowLongOthersAreQuiet() throws IOException {
        Socket quiet = client();
        Socket busy = client();
        send(quiet, "last\n");
        readUntil(1);
        for (int second = 1; second <= 5; second++) {
            now = now.plusSeconds(1);
            send(busy, "line\n");
            await().atMost(LONG).until(() -> source.read(1, lines::add) == 1);
            assertThat(source.readUpTo())
                    .isEqualTo(now)
                    .isEqualTo(lines.get(0).arrival().plusSeconds(second));
        }
        now = now.plusSeconds(1);
        assertThat(source.read(1, lines::add)).isZero();
        assertThat(source.readUpTo()).isEqualTo(now);
    }

    @Test
    void aClientThatIsKilledMidLine_spoilsNobodysLines() throws IOException {
        Socket killed = client();
        Socket other = client();
        send(killed, "whole\nhal");
        readUntil(1);
        send(other, "x");
        killed.setSoLinger(true, 0);
        killed.close();
        await().atMost(LONG).until(() -> counts.clients.get() == 1);
        send(other, "yz\n");
        readUntil(3);
        assertThat(texts()).containsExactly("whole", "hal", "xyz");
        assertThat(counts.failed).as("a connection that was reset").hasValue(1);
    }

    /** What an attacker, or a broken client, could hold up. */
    @Test
    void aLineThatIsNotContinued_endsAfterHalfAMinute() throws IOException {
        Socket slow = client();
        send(slow, "slow");
        await().atMost(LONG).until(() -> counts.clients.get() == 1);
        readUntil(0);
        now = now.plusSeconds(29);
        send(slow, "er");
        readUntil(0);
        await().atMost(LONG).until(() -> {
            now = now.plusSeconds(2);
            source.read(10, lines::add);
            return !lines.isEmpty();
        });
        assertThat(texts()).containsExactly("slower");
        assertThat(now).isAfterOrEqualTo(Instant.parse("2026-03-04T05:07:06Z"));
        send(slow, " or not\n");
        readUntil(2);
        assertThat(texts()).containsExactly("slower", " or not");
    }

    /** Between a look at the sockets and a look at the clock the process may stand still for long. */
    @Test
    void aLineWhoseRestMayLieUnread_isNotEndedByTheFirstLook() throws IOException {
        List<String> cuts = new ArrayList<>();
        try (SocketChannel channel = SocketChannel.open()) {
            Client client = new Client(channel, new Sender("tcp:1"), new LineFrames(100, new HalfLines(100)), now);
            client.take("be".getBytes(UTF_8), 2, now, cut -> cuts.add(cut.text()));
            client.look(now.plusSeconds(600), Clients.PATIENCE, cut -> cuts.add(cut.text()));
            client.take("gun\nha".getBytes(UTF_8), 6, now.plusSeconds(600), cut -> cuts.add(cut.text()));
            assertThat(cuts).containsExactly("begun");
            for (int second = 601; second < 632; second++) {
                client.look(now.plusSeconds(second), Clients.PATIENCE, cut -> cuts.add(cut.text()));
            }
            assertThat(cuts).containsExactly("begun", "ha");
        }
    }

    @Test
    void oneClientTooMany_isCutOff_unlessAnotherIsSilentForTenMinutes() throws IOException {
        for (int i = 0; i < Clients.MOST; i++) {
            client();
        }
        await().atMost(LONG).until(() -> counts.clients.get() == Clients.MOST);
        assertThat(client().getInputStream().read()).isEqualTo(-1);
        assertThat(counts.failed).hasValue(1);
        send(sockets.get(0), "I am here\n");
        readUntil(1);
        now = now.plus(Duration.ofMinutes(11));
        send(sockets.get(0), "and here\n");
        readUntil(2);
        send(client(), "so am I\n");
        readUntil(3);
        assertThat(texts()).containsExactly("I am here", "and here", "so am I");
        assertThat(counts.clients).hasValue(Clients.MOST);
        assertThat(counts.failed).hasValue(1);
        send(sockets.get(0), "still\n");
        readUntil(4);
    }

    /** 20 MB from two clients to a reader that is slower than they: what is sent and not read is in the queue or in the sockets. */
    @Test
    void whoSendsFasterThanIsRead_waits_andNothingIsLost() throws Exception {
        int each = 100_000;
        int length = 100;
        AtomicLong sent = new AtomicLong();
        List<CompletableFuture<Void>> writers =
                List.of(writer("a", each, length, sent), writer("b", each, length, sent));
        long most = 0;
        long[] next = new long[2];
        AtomicLong read = new AtomicLong();
        while (read.get() < 2L * each) {
            source.read(500, line -> {
                int writer = line.text().charAt(0) - 'a';
                assertThat(Long.parseLong(line.text().substring(1, 10))).isEqualTo(next[writer]++);
                read.incrementAndGet();
            });
            most = Math.max(most, sent.get() - read.get() * length);
        }
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get();
        assertThat(next).containsExactly(each, each);
        assertThat(source.counts().bytes()).isEqualTo(2L * each * length);
        assertThat(counts.refused).hasValue(0);
        assertThat(most).as("bytes on their way").isLessThan(2L * each * length / 2);
    }

    private CompletableFuture<Void> writer(String name, int number, int length, AtomicLong sent) {
        return CompletableFuture.runAsync(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                for (int i = 0; i < number; i++) {
                    String begin = "%s%09d".formatted(name, i);
                    send(socket, begin + "x".repeat(length - begin.length() - 1) + "\n");
                    sent.addAndGet(length);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aFullQueue_readsNoSocket_andGoesOnOnceHalfIsTaken() throws Exception {
        CompletableFuture<Void> writer = writer("a", 200_000, 100, new AtomicLong());
        await().atMost(LONG).until(() -> source.read(1, lines::add) == 1);
        await().atMost(LONG).until(() -> listener.waiting() >= LineQueue.MOST_LINES - 1);
        assertThat(listener.waiting()).isBetween(LineQueue.MOST_LINES - 1, LineQueue.MOST_LINES + 16 * 1024 / 100 + 1);
        assertThat(writer).isNotDone();
        long before = turns.get();
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        assertThat(turns.get() - before).as("does not run in circles").isLessThan(20);
        readUntil(200_000);
        writer.get();
        assertThat(lines).extracting(line -> line.origin().line()).isSorted().endsWith(200_000L);
    }

    @Test
    void aDatagramIsAMessage_whateverItsEnd() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            datagram(socket, "<13>one");
            datagram(socket, "<13>two\n");
            datagram(socket, "<13>three\0");
            datagram(socket, "");
            datagram(socket, "\r\n");
            datagram(socket, "<13>four\n\tat of it\n");
            readUntil(5);
        }
        assertThat(texts()).containsExactly("<13>one", "<13>two", "<13>three", "<13>four", "\tat of it");
        assertThat(lines).extracting(line -> line.origin().file()).containsOnly("udp:1");
    }

    @Test
    void datagramsThatFindNoRoom_areCounted_andClientsOverTcpLoseNothing() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> {
                for (int i = 0; i < 2_000; i++) {
                    datagram(socket, "<13>datagram");
                }
                return counts.refused.get() > 0;
            });
        }
        send(client(), "<13>line\n");
        readUntil(LineQueue.MOST_LINES + 1);
        assertThat(texts()).hasSize(LineQueue.MOST_LINES + 1).endsWith("<13>line");
    }

    @Test
    void ofThoseWithoutAConnection_theLongestSilentIsForgotten() {
        LineQueue queue = new LineQueue("app", () -> {});
        WaitingLines reader = queue.open();
        Senders senders = new Senders(queue, "udp");
        for (int i = 0; i < Senders.MOST; i++) {
            assertThat(senders.at("a" + i).name()).isEqualTo("udp:" + (i + 1));
        }
        senders.at("a0");
        senders.at("new");
        assertThat(queue.sending(reader))
                .hasSize(Senders.MOST)
                .contains("udp:1")
                .doesNotContain("udp:2");
        assertThat(senders.at("a1").name()).isEqualTo("udp:" + (Senders.MOST + 2));
    }

    /** The agent stands still while its peers go on: what lies in the sockets then is no silence. */
    @Test
    void aReader_isNotCaughtUp_whileSomethingLiesUnreadInASocket() throws Exception {
        Socket one = client();
        send(one, "before\n");
        readUntil(1);
        for (int i = 0; i < 50; i++) {
            standing = new CountDownLatch(1);
            int number = lines.size();
            send(one, "meanwhile\n");
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                try {
                    return source.read(10, lines::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            standing.countDown();
            assertThat(read.get()).isEqualTo(1);
            assertThat(lines).hasSize(number + 1);
        }
    }

    @Test
    void twoReaders_getEveryLine_andTheSlowerHoldsTheSendersUp() throws IOException {
        Socket one = client();
        send(one, "first\n");
        readUntil(1);
        List<RawLine> seen = new ArrayList<>();
        try (LineSource second = listener.open()) {
            send(one, "to both\n");
            readUntil(2);
            await().atMost(LONG).until(() -> second.read(10, seen::add) == 1);
            assertThat(seen.get(0)).isEqualTo(lines.get(1));
            assertThat(second.counts().lines()).isEqualTo(1);
        }
        send(one, "to one\n");
        readUntil(3);
        assertThat(seen).hasSize(1);
    }

    @Test
    void readersThatComeOneAfterTheOther_missNothing() throws IOException {
        Socket one = client();
        send(one, String.join("\n", numbered("early ", 10)) + "\n");
        readUntil(4);
        int taken = lines.size();
        source.close();
        send(one, "late\n");
        source = listener.open();
        readUntil(11);
        assertThat(taken).isGreaterThanOrEqualTo(4);
        assertThat(texts())
                .startsWith("early 0", "early 1")
                .endsWith("early 9", "late")
                .hasSize(11);
    }

    @Test
    void aPortInUse_isSaidWithItsAddress() {
        assertThatThrownBy(() -> listener(listener.port()).start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on 127.0.0.1:" + listener.port() + ": ");
        assertThatThrownBy(() -> new Listener(
                                "app", Listener.Protocol.TCP, "no.such.host.invalid", 1, 10, counts, () -> now)
                        .start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no.such.host.invalid:1");
    }

    @Test
    void aPortIsFreeAgain_onceTheListenerIsClosed() throws IOException {
        int port = listener.port();
        send(client(), "x\n");
        readUntil(1);
        listener.close();
        listener = listener(port);
        source = listener.open();
        listener.start();
        send(client(), "again\n");
        readUntil(2);
        assertThat(texts()).containsExactly("x", "again");
    }
}
