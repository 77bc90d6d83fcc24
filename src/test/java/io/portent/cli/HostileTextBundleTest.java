package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portent.bundle.file.SealedZip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles that are sealed as ours are and hold something else: a sentence that names the file, never a stack trace. */
class HostileTextBundleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT = "text.json";
    private static final String TRAINING = "training.bin";
    private static final String NETWORK = "network.zip";
    private static final String WEIGHTS = "coefficients.bin";
    private static final long MEMORY = 64L << 20;

    private static final List<String> NUMBERS =
            List.of("-1", "0", "1", "2", "3", "1e9", "2147483647", "-2147483648", "9e18", "NaN", "null", "\"x\"", "[]");

    @TempDir
    Path folder;

    private Path text;
    private Path bundle;
    private Map<String, byte[]> parts = Map.of();
    private String said = "";

    @BeforeEach
    void learn() throws IOException {
        text = Files.writeString(folder.resolve("hello.txt"), "HELLO\n".repeat(40));
        bundle = folder.resolve("hostile.portent");
        List<String> words = List.of("--batch", "2", "--layers", "2", "--epochs", "1", "--updater", "adam");
        assertThat(train("3", words)).isZero();
        parts = SealedZip.read("m", Files.readAllBytes(bundle));
    }

    private int train(String units, List<String> more) {
        List<String> words = new ArrayList<>(List.of("train", "--in", text.toString(), "--start", "H"));
        words.addAll(List.of("--out", bundle.toString(), "--network", "lstm", "--units", units));
        words.addAll(more);
        return agent(words.toArray(new String[0]));
    }

    private int agent(String... words) {
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("text"));
        all.addAll(List.of(words));
        int code = Main.run(all.toArray(new String[0]), new ByteArrayOutputStream(), new PrintWriter(err, true));
        said = err.toString();
        return code;
    }

    private int goOn() {
        return agent("train", "--in", text.toString(), "--start", "H", "--restore", bundle.toString(), "--epochs", "2");
    }

    private int generate() {
        return agent("generate", "--restore", bundle.toString(), "--prime", "H", "--length", "20");
    }

    private void reseal(String part, UnaryOperator<byte[]> change) throws IOException {
        Map<String, byte[]> mixed = new LinkedHashMap<>(parts);
        mixed.computeIfPresent(part, (name, content) -> change.apply(content));
        Files.write(bundle, SealedZip.write(mixed));
    }

    private void assertNamed(int code) {
        assertThat(code).as(said).isEqualTo(1);
        assertThat(said)
                .startsWith("agent: " + bundle + " is not a usable bundle: ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void mutations_areRefusedInASentence_orDoNoHarm(long seeds) throws IOException {
        int refused = 0;
        for (long seed = 100 * seeds; seed < 100 * seeds + 40; seed++) {
            mutate(new Random(seed));
            byte[] before = Files.readAllBytes(bundle);
            long allocated = allocated();
            int wrote = generate();
            String first = said;
            int learnt = goOn();
            assertThat(allocated() - allocated).as("bytes, seed %d", seed).isLessThan(MEMORY);
            for (String each : List.of(first, said)) {
                assertThat(each)
                        .as("seed %d", seed)
                        .doesNotContain("\tat ", "Exception", ": null")
                        .satisfiesAnyOf(
                                words -> assertThat(words).isEmpty(),
                                words -> assertThat(words).hasLineCount(1));
            }
            if (learnt != 0) {
                refused++;
                assertThat(Files.readAllBytes(bundle)).as("seed %d", seed).isEqualTo(before);
            }
            assertThat(wrote).as("seed %d: %s", seed, first).isBetween(0, 1);
        }
        assertThat(refused).isGreaterThan(10);
    }

    private void mutate(Random random) throws IOException {
        switch (random.nextInt(5)) {
            case 0, 1 -> reseal(CONTENT, json -> otherField(random, json));
            case 2 -> reseal(TRAINING, content -> otherBytes(random, content));
            case 3 -> reseal("codec.bin", content -> otherBytes(random, content));
            default -> reseal(NETWORK, content -> inNetwork(content, WEIGHTS, old -> otherBytes(random, old)));
        }
    }

    private static byte[] otherField(Random random, byte[] json) {
        try {
            ObjectNode all = (ObjectNode) JSON.readTree(json);
            ObjectNode in = switch (random.nextInt(3)) {
                case 0 -> (ObjectNode) all.get("spec");
                case 1 -> (ObjectNode) all.get("shape");
                default -> all;
            };
            List<String> names = new ArrayList<>();
            in.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(8) == 0) {
                in.remove(name);
            } else {
                in.putRawValue(
                        name,
                        new com.fasterxml.jackson.databind.util.RawValue(NUMBERS.get(random.nextInt(NUMBERS.size()))));
            }
            return JSON.writeValueAsBytes(all);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Cut, longer, or with other values here and there, of which some are lengths. */
    private static byte[] otherBytes(Random random, byte[] content) {
        int length = random.nextInt(3) > 0 ? content.length : random.nextInt(content.length + 20);
        byte[] other = java.util.Arrays.copyOf(content, length);
        for (int i = random.nextInt(4); i > 0 && length >= 8; i--) {
            int at = random.nextInt(3) == 0 ? 4 * random.nextInt(2) : random.nextInt(length - 3);
            ByteBuffer.wrap(other).putInt(at, random.nextBoolean() ? random.nextInt() : random.nextInt(64) - 8);
        }
        return other;
    }

    private static byte[] inNetwork(byte[] zip, String entry, UnaryOperator<byte[]> change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(each.getName()));
                out.write(each.getName().equals(entry) ? change.apply(content) : content);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "LSTM","units":3 | "LSTM","units":4 | it tells of
            "units":3    | "units":4    | the network has 212 weights, expected 329
            "layers":2   | "layers":1   | the network has 212 weights, expected 128
            "epoch":1    | "epoch":-1   | epoch, batch and iterations must be >= 0
            "batch":0    | "batch":-7   | epoch, batch and iterations must be >= 0
            "iterations" | "itarations" | iterations
            "ADAM"       | "ADAGRAD"    | values were gathered by adagrad, expected
            "batch":2    | "batch":1    | states of 2 layers are carried, the first of 12 values, expected 2 of up to 1 times 6
            "shape"      | "shade"      | shade: Unrecognized field
            """)
    void whatDoesNotBelongTogether_isNamed(String was, String is, String why) throws IOException {
        assertThat(new String(parts.getOrDefault(CONTENT, new byte[0]), UTF_8)).contains(was);
        reseal(CONTENT, json -> new String(json, UTF_8).replace(was, is).getBytes(UTF_8));
        assertNamed(goOn());
        assertThat(said).contains(why);
    }

    /** A few bytes that stand for far more than a bundle may hold, or than such a network has. */
    @ParameterizedTest
    @CsvSource({"configuration.json, 513", WEIGHTS + ", 300"})
    void whatInflates_isReadAsFarAsANetworkReaches(String entry, int mebibytes) throws IOException {
        reseal(NETWORK, zip -> zeros(entry, mebibytes));
        long allocated = allocated();
        assertNamed(generate());
        assertThat(allocated() - allocated).isLessThan(64L << 20);
    }

    private static byte[] zeros(String entry, int mebibytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 20];
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(entry));
            for (int i = 0; i < mebibytes; i++) {
                out.write(block);
            }
            out.putNextEntry(new ZipEntry("more/" + WEIGHTS));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void weightsThatAreNoNumbers_areRefused() throws IOException {
        reseal(
                NETWORK,
                zip -> inNetwork(zip, WEIGHTS, old -> {
                    ByteBuffer.wrap(old).putFloat(old.length - 4, Float.NaN);
                    return old;
                }));
        assertNamed(generate());
        assertThat(said).contains("network.zip holds NaN");
    }

    /** Numbers still, but the first sums of them are none. */
    @Test
    void divergence_isNamed_andTheLastGoodBundleStays() throws IOException {
        reseal(
                NETWORK,
                zip -> inNetwork(zip, WEIGHTS, old -> {
                    for (int i = 1; i <= 40; i++) {
                        ByteBuffer.wrap(old).putFloat(old.length - 4 * i, i % 2 == 0 ? 3e38f : -3e38f);
                    }
                    return old;
                }));
        byte[] before = Files.readAllBytes(bundle);
        assertThat(goOn()).isEqualTo(1);
        assertThat(said)
                .startsWith("agent: learning has diverged: after iteration ")
                .contains(bundle + " stays as it was", "--rate")
                .hasLineCount(1);
        assertThat(Files.readAllBytes(bundle)).isEqualTo(before);
    }

    @Test
    void networksTooLargeToBeReadAgain_areRefusedBeforeTheyLearn() {
        assertThat(train("6500", List.of("--updater", "adam"))).isEqualTo(2);
        assertThat(said).contains("a bundle holds up to 480; take fewer units or layers");
    }
}
