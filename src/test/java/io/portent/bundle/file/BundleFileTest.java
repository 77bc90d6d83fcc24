package io.portent.bundle.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class BundleFileTest {
    private final Bundle bundle = Bundles.small();

    @Test
    void writtenAndRead_everyComponentIsAsItWas() throws IOException {
        byte[] bytes = BundleFile.write(bundle);

        Bundle read = BundleFile.read("test", bytes);

        assertThat(BundleFile.write(read)).isEqualTo(bytes);
        assertThat(read.card()).isEqualTo(bundle.card());
        assertThat(read.window()).isEqualTo(bundle.window());
        assertThat(read.horizons()).isEqualTo(bundle.horizons());
        assertThat(read.spec()).isEqualTo(bundle.spec());
        assertThat(read.templates().templates()).isEqualTo(bundle.templates().templates());
        assertThat(read.slots().valuesBySlot()).isEqualTo(bundle.slots().valuesBySlot());
        assertThat(read.codec().scaled()).isEqualTo(bundle.codec().scaled());
        assertThat(read.thresholds()).isEqualTo(bundle.thresholds());
        assertThat(read.baselines()).isEqualTo(bundle.baselines());
        assertThat(read.drift()).isEqualTo(bundle.drift()).isNotNull();
        assertThat(read.networks()).hasSize(2);
        assertThat(read.networks().get(0)).containsExactly(1, 2, 3);
        assertThat(read.networks().get(1)).isEmpty();
    }

    @Test
    void cardWithoutBacktest_isReadBackWithout() throws IOException {
        Bundle plain = bundle.withCard(bundle.card().withBacktest(null));

        assertThat(BundleFile.read("test", BundleFile.write(plain)).card().backtest())
                .isNull();
    }

    @Test
    void bundleWithoutAReference_isReadBackWithout_andTellsNoDrift() throws IOException {
        Bundle read = BundleFile.read("test", BundleFile.write(bundle.withDrift(null)));

        assertThat(read.drift()).isNull();
        assertThat(read.driftScale()).isNull();
    }

    @Test
    void undefinedScores_surviveJson() throws IOException {
        Card.BacktestCard backtest =
                BundleFile.read("test", BundleFile.write(bundle)).card().backtest();

        assertThat(backtest).isNotNull();
        if (backtest != null) {
            assertThat(backtest.scores().get(0).prAuc()).isNaN();
            assertThat(backtest.scores().get(0).skill()).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void anyFlippedByte_isRefused() throws IOException {
        byte[] bytes = BundleFile.write(bundle);
        Random random = new Random(1);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> BundleFile.read("test", damaged))
                    .as("byte %s of %s", i, bytes.length)
                    .isExactlyInstanceOf(BadBundleException.class);
        }
    }

    @Test
    void anyPrefix_isRefused() throws IOException {
        byte[] bytes = BundleFile.write(bundle);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> BundleFile.read("test", cut))
                    .as("%s of %s bytes", length, bytes.length)
                    .isExactlyInstanceOf(BadBundleException.class);
        }
    }

    @Test
    void randomBytes_areRefused() {
        for (int seed = 0; seed < 200; seed++) {
            byte[] bytes = new byte[new Random(seed).nextInt(300)];
            new Random(seed).nextBytes(bytes);
            assertThatThrownBy(() -> BundleFile.read("test", bytes))
                    .as("seed %s", seed)
                    .isExactlyInstanceOf(BadBundleException.class);
        }
    }

    @Test
    void wholeFileOfAnotherShape_isRefusedWithTheReason() throws IOException {
        for (String content : new String[] {
            "null", "{}", "[]", "", "{\"card\": 5}", "{\"slots\": {\"nohash\": [\"x\"]}}", "{\"unheard\": 1}"
        }) {
            byte[] bytes = sealed(Map.of("bundle.json", content.getBytes(StandardCharsets.UTF_8)), 1);
            assertThatThrownBy(() -> BundleFile.read("m.portent", bytes))
                    .as(content)
                    .isExactlyInstanceOf(BadBundleException.class)
                    .hasMessageStartingWith("m.portent is not a usable bundle: ");
        }
        byte[] later = sealed(Map.of(), 2);
        assertThatThrownBy(() -> BundleFile.read("m.portent", later))
                .hasMessage("m.portent is not a usable bundle: its format is 2, this version reads format 1");
    }

    private static byte[] sealed(Map<String, byte[]> entries, int format) throws IOException {
        Map<String, String> hashes = new HashMap<>();
        entries.forEach((name, content) -> hashes.put(name, Sha256.of(content)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment(SealedZip.UNSEALED);
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(BundleJson.mapper().writeValueAsBytes(new SealedZip.Manifest(format, hashes)));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return SealedZip.seal(bytes.toByteArray());
    }

    @Test
    void file_isAPlainZipThatAnyToolReads() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(BundleFile.write(bundle)))) {
            StringBuilder names = new StringBuilder();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.append(entry.getName()).append(' ');
            }
            assertThat(names.toString()).isEqualTo("manifest.json bundle.json network-0.zip network-1.zip ");
        }
    }
}
