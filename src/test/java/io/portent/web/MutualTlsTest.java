package io.portent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.config.WebFile;
import io.portent.web.security.Certificates;
import io.portent.web.security.Followed;
import io.portent.web.security.WebPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real certificates, and clients that have the right one, another one, or none. */
@Timeout(60)
final class MutualTlsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String BASE = "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n";
    private static final String VERIFIED = BASE + "  client_ca_file: ca.crt\n  client_auth_type: ";

    @TempDir
    static Path made;

    private static Certificates certificates;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private WebServer server = new WebServer("127.0.0.1", 0, TestPages.of(""), failures::add);

    @BeforeAll
    static void certificates() throws IOException {
        certificates = new Certificates(made);
        certificates.authority("ca");
        certificates.authority("other-ca");
        certificates.server("server", "ca");
        certificates.server("next", "ca");
        certificates.client("prometheus", "ca", "DNS:prometheus,URI:spiffe://shop/prometheus,IP:10.0.0.1");
        certificates.client("stranger", "other-ca", "DNS:prometheus");
        certificates.client("colleague", "ca", "DNS:grafana");
    }

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("ca.crt", "other-ca.crt", "server.crt", "server.key")) {
            copy(name, name);
        }
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(made.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(failures).isEmpty();
    }

    private void start(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("web.yml"), yaml);
        Followed<WebPolicy> policy = new Followed<>(
                () -> {
                    WebPolicy read = WebFile.read(file);
                    return new Followed.Read<>(read, read.files());
                },
                now::get,
                troubles::add);
        Guarding guarding = new Guarding(policy, () -> Tokens.NONE, now::get, refusal -> {});
        server = new WebServer("127.0.0.1", 0, TestPages.of("a 1\n"), TestPages.inbox(), guarding, failures::add);
        server.start();
    }

    private HttpResponse<String> get(@Nullable String client, String... protocols) throws Exception {
        SSLContext context = certificates.client("ca", client);
        SSLParameters parameters = context.getDefaultSSLParameters();
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        HttpClient asking = HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build();
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/metrics");
        return asking.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private X509Certificate shown(@Nullable String client) throws Exception {
        return (X509Certificate) get(client).sslSession().orElseThrow().getPeerCertificates()[0];
    }

    /** The names are those of Go; prometheus is signed by the client CA, stranger by another one. */
    @ParameterizedTest
    @CsvSource({
        "NoClientCert,               true,  true,  true",
        "RequestClientCert,          true,  true,  true",
        "RequireAnyClientCert,       false, true,  true",
        "RequireClientCert,          false, true,  true",
        "VerifyClientCertIfGiven,    true,  false, true",
        "RequireAndVerifyClientCert, false, false, true",
    })
    void eachType_letsInWhomGoWouldLetIn(String type, boolean without, boolean stranger, boolean right)
            throws Exception {
        boolean verified = type.contains("Verify");
        start((verified ? VERIFIED : BASE + "  client_auth_type: ") + type + "\n");
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            assertThat(comesIn(null, protocol)).as("without, %s", protocol).isEqualTo(without);
            assertThat(comesIn("stranger", protocol))
                    .as("stranger, %s", protocol)
                    .isEqualTo(stranger);
            assertThat(comesIn("prometheus", protocol))
                    .as("right, %s", protocol)
                    .isEqualTo(right);
        }
    }

    private boolean comesIn(@Nullable String client, String protocol) throws Exception {
        try {
            return get(client, protocol).body().equals("a 1\n");
        } catch (IOException refused) {
            return false;
        }
    }

    /** A certificate for servers is none for clients. */
    @Test
    void aServersCertificate_isNoClients() throws Exception {
        start(VERIFIED + "RequireAndVerifyClientCert\n");
        assertThat(comesIn("next", "TLSv1.3")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"prometheus", "spiffe://shop/prometheus", "10.0.0.1"})
    void ofThoseWhoAreSigned_onlyTheNamedComeIn(String name) throws Exception {
        start(VERIFIED + "RequireAndVerifyClientCert\n  client_allowed_sans: [other, \"" + name + "\"]\n");
        assertThat(comesIn("prometheus", "TLSv1.3")).isTrue();
        assertThat(comesIn("colleague", "TLSv1.3")).isFalse();
        assertThat(comesIn("stranger", "TLSv1.3")).isFalse();
    }

    @Test
    void theVersion_isThatOfTheConfiguration() throws Exception {
        start(BASE + "  min_version: TLS13\n");
        assertThat(comesIn(null, "TLSv1.2")).isFalse();
        assertThat(comesIn(null, "TLSv1.3")).isTrue();
        server.close();
        start(BASE + "  max_version: TLS12\n");
        assertThat(comesIn(null, "TLSv1.2")).isTrue();
        assertThat(comesIn(null, "TLSv1.3")).isFalse();
    }

    @Test
    void theSuite_isThatOfTheConfiguration_andThoseOfTls13AreNotForChoice() throws Exception {
        start(BASE + "  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n");
        assertThat(get(null, "TLSv1.2").sslSession().orElseThrow().getCipherSuite())
                .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        assertThat(comesIn(null, "TLSv1.3")).isTrue();
    }

    @Test
    void plainHttp_isNotAnswered() throws Exception {
        start(BASE);
        HttpRequest plain = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                .build();
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(plain, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(comesIn(null, "TLSv1.3")).isTrue();
    }

    @Test
    void aNewCertificate_isShownWithinASecond() throws Exception {
        start(BASE);
        assertThat(shown(null)).isEqualTo(certificates.certificate("server"));
        copy("next.crt", "server.crt");
        copy("next.key", "server.key");
        now.addAndGet(SECOND);
        assertThat(shown(null)).isEqualTo(certificates.certificate("next"));
        assertThat(troubles).isEmpty();
    }

    /** A rotation in two steps: certificate first, its key a while later. */
    @Test
    void halfARotation_keepsTheOld_andIsToldOnce() throws Exception {
        start(BASE);
        copy("next.crt", "server.crt");
        for (int i = 0; i < 3; i++) {
            now.addAndGet(SECOND);
            assertThat(shown(null)).isEqualTo(certificates.certificate("server"));
        }
        assertThat(troubles).singleElement().asString().contains("is not the key of the certificate");
        copy("next.key", "server.key");
        now.addAndGet(SECOND);
        assertThat(shown(null)).isEqualTo(certificates.certificate("next"));
        Files.writeString(folder.resolve("server.crt"), "nonsense");
        now.addAndGet(SECOND);
        assertThat(shown(null)).isEqualTo(certificates.certificate("next"));
        assertThat(troubles).hasSize(2);
    }

    /** Also not by resuming a session of before. */
    @Test
    void aClientCaThatIsTakenAway_letsNobodyInAnyMore() throws Exception {
        start(VERIFIED + "RequireAndVerifyClientCert\n");
        SSLContext context = certificates.client("ca", "prometheus");
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/metrics");
        List<HttpClient> before = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            before.add(HttpClient.newBuilder().sslContext(context).build());
        }
        assertThat(before.get(0)
                        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        copy("other-ca.crt", "ca.crt");
        now.addAndGet(SECOND);
        assertThatThrownBy(() -> before.get(1).send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(comesIn("stranger", "TLSv1.3")).isTrue();
    }
}
