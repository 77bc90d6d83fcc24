package io.portent.source.compressed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class CompressionTest {
    @TempDir
    private Path dir;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    private static byte[] pack(Compression kind, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing = switch (kind) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out);
            case XZ -> new XZOutputStream(out, new LZMA2Options(0));
            case ZSTD -> new ZstdOutputStream(out);
        }) {
            packing.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        try (InputStream in = Compression.of(packed, packed.length).open(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] text(Random random, int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("2026-03-04 INFO done in ").append(random.nextInt(1000)).append(" ms\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPacked_isWhatIsRead_alsoOfTwoArchivesInOneFile(Compression kind) throws IOException {
        byte[] one = text(new Random(1), 20_000);
        byte[] two = text(new Random(2), 3);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(pack(kind, one));
        both.write(pack(kind, two));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(one);
        whole.write(two);
        assertThat(Compression.of(both.toByteArray(), 6)).isEqualTo(kind);
        assertThat(unpack(both.toByteArray())).isEqualTo(whole.toByteArray());
    }

    /** Whatever is done to an archive, reading it ends, with text or an IOException. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Timeout(20)
    void brokenArchives_endInAnIoException(int seed) throws IOException {
        Random random = new Random(seed);
        Compression kind =
                List.of(Compression.GZIP, Compression.XZ, Compression.ZSTD).get(seed % 3);
        byte[] packed = pack(kind, text(random, 1 + random.nextInt(2000)));
        if (random.nextInt(3) == 0) {
            packed = Arrays.copyOf(packed, random.nextInt(packed.length));
        }
        for (int i = random.nextInt(4); i > 0 && packed.length > 0; i--) {
            packed[random.nextInt(packed.length)] = (byte) random.nextInt(256);
        }
        try {
            assertThat(unpack(packed)).hasSizeLessThan(100 << 20);
        } catch (IOException e) {
            assertThat(e).as("seed %d", seed).isInstanceOfAny(EOFException.class, ZipException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void archiveThatIsCutShort_givesItsBeginning_andSaysSo(Compression kind) throws IOException {
        Random random = new Random(3);
        byte[] text = IntStream.range(0, 400_000)
                .mapToObj(i -> Long.toHexString(random.nextLong()))
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
        byte[] packed = pack(kind, text);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] half = Arrays.copyOf(packed, packed.length / 2);
        assertThatThrownBy(() -> {
                    try (InputStream in = kind.open(new ByteArrayInputStream(half))) {
                        in.transferTo(read);
                    }
                })
                .isInstanceOf(EOFException.class);
        assertThat(read.size()).isGreaterThan(text.length / 10); // of zstd, without the last window
        assertThat(read.toByteArray()).isEqualTo(Arrays.copyOf(text, read.size()));
    }

    /** The dictionary's size stands in the block's header, in a byte that anybody can write. */
    @Test
    void xzThatWantsGigabytes_isRefused_beforeTheyAreTaken() throws IOException {
        byte[] packed = pack(Compression.XZ, text(new Random(4), 10));
        packed[16] = 36; // 1 GiB
        CRC32 crc = new CRC32();
        crc.update(packed, 12, 8);
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) crc.getValue());
        assertThatThrownBy(() -> unpack(packed))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("memory");
    }

    @Test
    void limitOfXz_isAQuarterOfTheHeap_andTheSmallestHeapReadsTheDefaultLevel() {
        assertThat(Compression.memoryKib(40L << 20)).isEqualTo(10 << 10).isGreaterThan(9 << 10);
        assertThat(Compression.memoryKib(8L << 30)).isEqualTo(128 << 10);
    }

    /** A frame that asks for a window of two tebibytes and holds one short block; also behind one that asks for a kibibyte. */
    @Test
    void zstdThatWantsTerabytes_isRefused_beforeTheyAreTaken() throws IOException {
        byte[] modest = frame(0);
        assertThat(unpack(modest)).asString(UTF_8).isEqualTo("hello\n");
        byte[] greedy = frame(0xf8);
        for (byte[] archive : List.of(greedy, both(modest, greedy))) {
            assertThatThrownBy(() -> unpack(archive))
                    .isInstanceOf(ZipException.class)
                    .hasMessageContaining("memory");
        }
    }

    @Test
    void whatStandsBetweenZstdFrames_isLeftOut() throws IOException {
        byte[] skipped = {0x53, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 'o', 't', 'h', 'e', 'r'};
        byte[] packed = pack(Compression.ZSTD, text(new Random(6), 10_000));
        assertThat(unpack(both(both(packed, skipped), packed))).isEqualTo(both(unpack(packed), unpack(packed)));
    }

    private static byte[] frame(int window) {
        return new byte[] {
            0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) window, 0x31, 0, 0, 'h', 'e', 'l', 'l', 'o', '\n'
        };
    }

    private static byte[] both(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** As the usual programs write them, where they are installed. */
    @ParameterizedTest
    @CsvSource({"gzip -1c", "gzip -9c", "xz -0c", "xz -6c", "zstd -1c", "zstd -3c", "zstd -19c"})
    void whatTheUsualProgramsWrite_isRead(String command) throws Exception {
        byte[] text = text(new Random(5), 100_000);
        Path file = Files.write(dir.resolve("a.log"), text);
        String[] words = command.split(" ", -1);
        Path packed = dir.resolve("packed");
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .redirectInput(file.toFile())
                    .redirectOutput(packed.toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.abort("NOT CHECKED: no " + words[0] + " here");
            return;
        }
        assertThat(process.waitFor()).isZero();
        assertThat(unpack(Files.readAllBytes(packed))).isEqualTo(text);
    }
}
