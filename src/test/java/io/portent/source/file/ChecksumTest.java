package io.portent.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChecksumTest {
    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void checksumThatGoesOn_isThatOfAllBytes(int seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        int cut = random.nextInt(bytes.length + 1);
        CRC32 whole = new CRC32();
        whole.update(bytes);
        CRC32 resumed = Checksum.from(Checksum.of(bytes, cut));
        resumed.update(bytes, cut, bytes.length - cut);
        assertThat(resumed.getValue()).isEqualTo(whole.getValue());
    }
}
