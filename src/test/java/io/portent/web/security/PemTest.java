package io.portent.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PemTest {
    private static final String RSA = "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out a.key";

    @TempDir
    Path folder;

    /** Each as openssl writes it, from the same key. */
    @ParameterizedTest
    @CsvSource({
        "PKCS#8 RSA, RSA, " + RSA + ", rsa -in a.key -out b.key",
        "PKCS#1 RSA, RSA, " + RSA + ", rsa -in a.key -traditional -out b.key",
        "PKCS#8 EC, EC, genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out a.key, pkey -in a.key -out b.key",
        "SEC 1 EC, EC, genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out a.key, ec -in a.key -out b.key",
        "EC with parameters before it, EC, ecparam -name secp521r1 -genkey -out a.key, ec -in a.key -out b.key",
        "Ed25519, EdDSA, genpkey -algorithm ED25519 -out a.key, pkey -in a.key -out b.key",
    })
    void keysOfAllForms_areRead(String form, String algorithm, String make, String convert) throws IOException {
        Certificates openssl = new Certificates(folder);
        openssl.openssl(make);
        openssl.openssl(convert);
        String first = Files.readString(folder.resolve("a.key"));
        String second = Files.readString(folder.resolve("b.key"));
        assertThat(Pem.key(first).getAlgorithm()).as(form).isEqualTo(algorithm);
        if (Pem.key(first) instanceof ECPrivateKey curve) {
            // The two say the same in other bytes.
            assertThat(((ECPrivateKey) Pem.key(second)).getS()).isEqualTo(curve.getS());
        } else {
            assertThat(Pem.key(second)).isEqualTo(Pem.key(first));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm RSA -aes128 -pass pass:secret -out a.key",
        "genrsa -aes128 -passout pass:secret -traditional -out a.key 2048"
    })
    void anEncryptedKey_isRefusedWithWhatToDo(String make) throws IOException {
        new Certificates(folder).openssl(make);
        String text = Files.readString(folder.resolve("a.key"));
        assertThatThrownBy(() -> Pem.key(text))
                .isInstanceOf(BadPemException.class)
                .hasMessage("is encrypted; give a key without passphrase, readable by the agent alone");
    }

    @Test
    void aFileThatIsSomethingElse_isRefused() throws IOException {
        Certificates openssl = new Certificates(folder);
        openssl.authority("ca");
        String certificate = Files.readString(folder.resolve("ca.crt"));
        String key = Files.readString(folder.resolve("ca.key"));
        assertThatThrownBy(() -> Pem.key(certificate)).hasMessageStartingWith("holds no private key");
        assertThatThrownBy(() -> Pem.certificates(key)).hasMessage("holds no -----BEGIN CERTIFICATE----- block");
        assertThat(Pem.certificates(certificate + key + certificate)).hasSize(2);
    }

    /** Whatever is broken, the answer is one sentence that holds nothing of the key. */
    @Test
    void brokenText_isRefusedAndNeverQuoted() throws IOException {
        Certificates openssl = new Certificates(folder);
        openssl.openssl("ecparam -name prime256v1 -genkey -out ec.key");
        openssl.openssl("genrsa -traditional -out rsa.key 2048");
        openssl.authority("ca");
        for (String name : new String[] {"ec.key", "rsa.key", "ca.crt"}) {
            String good = Files.readString(folder.resolve(name));
            for (int seed = 0; seed < 400; seed++) {
                String bad = damaged(good, new Random(seed));
                try {
                    if (name.endsWith("key")) {
                        Pem.key(bad);
                    } else {
                        Pem.certificates(bad);
                    }
                } catch (BadPemException e) {
                    assertThat(e.getMessage()).as("%s, seed %d", name, seed).hasSizeLessThan(160);
                    assertThat(e.getMessage()).doesNotContain(good.substring(100, 110));
                }
            }
        }
    }

    private static String damaged(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) ('!' + random.nextInt(90)));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(60)));
                default -> text.insert(at, (char) ('A' + random.nextInt(26)));
            }
            if (text.isEmpty()) {
                return "";
            }
        }
        return text.toString();
    }
}
