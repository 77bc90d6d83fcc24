package io.portent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portent.web.security.Certificates;
import io.portent.web.security.WebPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of web/bad/ has a fault, which is its name; the text beside it is what a person is told. */
final class WebFileTest {
    private static final Path BAD = Path.of("src/test/resources/io/portent/config/web/bad");
    private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    @TempDir
    static Path folder;

    @BeforeAll
    static void certificates() throws IOException {
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.server("server", "ca");
    }

    static List<String> faults() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> name.replace(".yml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aBadFile_isRefusedWithEachProblemOnItsLine(String fault) throws IOException {
        Path file = folder.resolve(fault + ".yml");
        Files.copy(BAD.resolve(fault + ".yml"), file, StandardCopyOption.REPLACE_EXISTING);
        ConfigException refused = refused(file);
        assertThat((refused.getMessage() + "\n").replace(folder + "/", ""))
                .isEqualTo(Files.readString(BAD.resolve(fault + ".txt")));
        assertThat(refused.getMessage()).doesNotContain("secret", "U*U", "c2VjcmV0");
    }

    private static ConfigException refused(Path file) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> WebFile.read(file));
        return Objects.requireNonNull(refused, "it was taken");
    }

    private static WebPolicy read(String yaml) throws IOException {
        return WebFile.read(Files.writeString(folder.resolve("good.yml"), yaml));
    }

    @Test
    void nothing_protectsNothing() throws IOException {
        for (String yaml : List.of("", "tls_server_config: {}\n", "basic_auth_users:\n", "rate_limit: {interval: 0}")) {
            WebPolicy policy = read(yaml);
            assertThat(policy.tls()).isNull();
            assertThat(policy.passwords().isEmpty()).isTrue();
            assertThat(policy.rate()).isNull();
            assertThat(policy.files()).containsExactly(folder.resolve("good.yml"));
        }
    }

    /** The example of the toolkit, and all else that its document knows and Java can keep. */
    @Test
    void everythingThatIsSupported_isRead() throws IOException {
        WebPolicy policy = read("""
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                  client_allowed_sans: [prometheus]
                  min_version: TLS12
                  max_version: TLS13
                  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]
                  prefer_server_cipher_suites: true
                http_server_config:
                  http2: true
                  headers:
                    Strict-Transport-Security: max-age=31536000
                    X-Frame-Options: deny
                    X-XSS-Protection: ""
                basic_auth_users:
                  alice: %s
                auth_excluded_paths: [/-/healthy]
                rate_limit: {interval: 1s, burst: 20}
                """.formatted(HASH));
        assertThat(policy.tls()).isNotNull();
        assertThat(policy.passwords()).hasToString("1 users");
        assertThat(policy.openPaths()).containsExactly("/-/healthy");
        assertThat(policy.headers())
                .isEqualTo(Map.of(
                        "Strict-Transport-Security",
                        "max-age=31536000",
                        "X-Frame-Options",
                        "deny",
                        "X-XSS-Protection",
                        ""));
        assertThat(policy.rate()).isNotNull();
        assertThat(policy.files())
                .extracting(file -> String.valueOf(file.getFileName()))
                .containsExactly("good.yml", "server.crt", "server.key", "ca.crt");
        assertThat(policy.notes()).singleElement().asString().contains("http2");
        assertThat(policy.toString()).doesNotContain(HASH);
    }

    @Test
    void certificatesAtHand_areRead() throws IOException {
        String yaml = "tls_server_config:\n  cert: |\n"
                + Files.readString(folder.resolve("server.crt")).indent(4) + "  key: |\n"
                + Files.readString(folder.resolve("server.key")).indent(4);
        assertThat(read(yaml).tls()).isNotNull();
    }

    @Test
    void aKeyThatOthersCanRead_isNoted() throws IOException {
        Path open = folder.resolve("open.key");
        Files.copy(folder.resolve("server.key"), open, StandardCopyOption.REPLACE_EXISTING);
        String yaml = "tls_server_config: {cert_file: server.crt, key_file: open.key}";
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(read(yaml).notes())
                .containsExactly("the key " + open + " can be read by everybody on this machine: chmod o-r");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-------"));
        assertThat(read(yaml).notes()).isEmpty();
    }

    @Test
    void hashesOfUnequalCost_areNoted() throws IOException {
        WebPolicy policy = read("basic_auth_users:\n  a: " + HASH + "\n  b: "
                + "$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay\n");
        assertThat(policy.notes()).singleElement().asString().startsWith("basic_auth_users: the hashes differ in cost");
    }

    @Test
    void aMissingFile_isSaidToBeMissing() {
        assertThat(refused(folder.resolve("none.yml")))
                .hasMessage(folder + "/none.yml: there is no such file; web.config_file must name one");
    }

    /** All that is wrong with any file is told at once. */
    @Test
    void check_looksAtTokens_too() throws IOException {
        Path web = Files.writeString(folder.resolve("faulty.yml"), "colour: red\n");
        Path token = Files.writeString(folder.resolve("token"), "a secret\n");
        AgentConfig config =
                ConfigFile.parse("agent.yaml", """
                web: {config_file: "%s", token_file: "%s"}
                labels: {webhook: {enabled: true, token_file: "%s"}}
                """.formatted(web, token, folder.resolve("no-token")), Map.of());
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> WebFile.check(config));
        assertThat(String.valueOf(Objects.requireNonNull(refused).getMessage()).replace(folder + "/", ""))
                .isEqualTo("""
                faulty.yml:1: colour: unknown key; known here: tls_server_config, http_server_config, basic_auth_users, auth_excluded_paths, rate_limit
                token: web.token_file: must hold one token of at least 16 characters without blanks
                no-token: labels.webhook.token_file: must hold a token, and cannot be read (NoSuchFileException)""");
        Files.writeString(token, "0123456789abcdef\n");
        Files.writeString(folder.resolve("no-token"), "0123456789abcdef\n");
        Files.writeString(web, "");
        assertThat(WebFile.check(config)).isEmpty();
    }
}
