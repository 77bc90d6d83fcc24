package io.portent.config;

import io.portent.web.security.ClientAuth;
import io.portent.web.security.PemSource;
import io.portent.web.security.ServerTls;
import io.portent.web.security.TlsSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The keys below {@code tls_server_config}. */
final class WebTlsSection {
    static final Set<String> KEYS = WebFile.keys(
            "cert_file",
            "key_file",
            "cert",
            "key",
            "client_auth_type",
            "client_ca_file",
            "client_ca",
            "client_allowed_sans",
            "min_version",
            "max_version",
            "cipher_suites",
            "prefer_server_cipher_suites",
            "curve_preferences");

    private static final List<String> VERSIONS = List.of("TLS12", "TLS13");
    private static final Map<String, String> PROTOCOLS = Map.of("TLS12", "TLSv1.2", "TLS13", "TLSv1.3");
    private static final String SANS = "client_allowed_sans";

    private final WebSection section;
    private final Path folder;
    private final ProblemList problems;
    private final List<String> notes;
    private boolean faulty;

    WebTlsSection(WebSection section, Path folder, ProblemList problems, List<String> notes) {
        this.section = section;
        this.folder = folder;
        this.problems = problems;
        this.notes = notes;
    }

    /** Null where the section says nothing, or something wrong that has been reported. */
    @Nullable
    ServerTls read() {
        if (section.names().isEmpty()) {
            return null;
        }
        PemSource certificate = pem("cert", "cert_file", true);
        PemSource key = pem("key", "key_file", true);
        PemSource ca = pem("client_ca", "client_ca_file", false);
        ClientAuth auth = section.one("client_auth_type", ClientAuth.NONE, this::clientAuth);
        List<String> protocols = protocols();
        List<String> suites = section.many("cipher_suites", this::suite);
        boolean ownOrder = section.one("prefer_server_cipher_suites", true, Values::bool);
        if (section.has("curve_preferences")) {
            reject(
                    "curve_preferences",
                    "is not known to Java for one server; remove it, and say it for the whole"
                            + " agent by PORTENT_JAVA_OPTS=-Djdk.tls.namedGroups=x25519,secp256r1");
        }
        Set<String> sans = new LinkedHashSet<>(section.many(SANS, WebTlsSection::san));
        checkClients(auth, ca, sans);
        return certificate == null || key == null || faulty || !problems.isEmpty()
                ? readable(certificate, key)
                : load(new TlsSpec(
                        certificate, key, auth, auth.verified() ? ca : null, sans, protocols, suites, ownOrder));
    }

    /** What else is wrong with certificate and key is told at once, too. */
    private @Nullable ServerTls readable(@Nullable PemSource certificate, @Nullable PemSource key) {
        if (certificate != null && key != null) {
            load(new TlsSpec(certificate, key, ClientAuth.NONE, null, Set.of(), List.of("TLSv1.3"), List.of(), true));
        }
        return null;
    }

    private @Nullable ServerTls load(TlsSpec spec) {
        ServerTls tls = ServerTls.load(spec, (part, sentence) -> {
            String name = switch (part) {
                case CERTIFICATE -> "cert";
                case KEY -> "key";
                case CLIENT_CA -> "client_ca";
            };
            WebSection.Written file = section.text(name + "_file");
            if (file == null) {
                reject(name, sentence);
            } else {
                reject(name + "_file", Quoted.of(file.text()) + " " + sentence);
            }
        });
        String exposure = tls == null ? null : tls.exposure();
        if (exposure != null) {
            notes.add(exposure);
        }
        return tls;
    }

    private @Nullable PemSource pem(String inline, String file, boolean required) {
        WebSection.Written text = section.text(inline);
        WebSection.Written path = section.text(file);
        if (text != null && path != null) {
            reject(inline, "must be left out where " + file + " is given");
        } else if (text != null) {
            return PemSource.atHand(text.text());
        } else if (path != null) {
            return section.maybe(file, this::source);
        } else if (required) {
            reject(file, "is missing; without it there is no TLS, and with no key of this section plain HTTP");
        }
        return null;
    }

    private PemSource source(String text) {
        try {
            return PemSource.inFile(folder.resolve(text));
        } catch (InvalidPathException e) {
            throw Values.refused("a path", text);
        }
    }

    private ClientAuth clientAuth(String text) {
        // The toolkit takes this older name, too.
        String name = text.equals("RequireClientCert") ? ClientAuth.REQUIRE_ANY.goName() : text;
        Map<String, ClientAuth> all = new LinkedHashMap<>();
        for (ClientAuth each : ClientAuth.values()) {
            all.put(each.goName(), each);
        }
        faulty |= !all.containsKey(name);
        return Values.choice(all, ClientAuth.goNames(), name);
    }

    private void checkClients(ClientAuth auth, @Nullable PemSource ca, Set<String> sans) {
        boolean caGiven = section.text("client_ca") != null || section.text("client_ca_file") != null;
        if (auth.verified() && ca == null && !caGiven) {
            reject("client_ca_file", "is missing; client_auth_type " + auth.goName() + " verifies against it");
        }
        if (caGiven && auth == ClientAuth.NONE && !faulty) {
            reject(
                    "client_auth_type",
                    "must be " + ClientAuth.REQUIRE_AND_VERIFY.goName() + " for client_ca to have any effect");
        }
        if (!sans.isEmpty() && !auth.required() && !faulty) {
            reject(
                    SANS,
                    "needs client_auth_type " + ClientAuth.REQUIRE_AND_VERIFY.goName() + " or "
                            + ClientAuth.REQUIRE_ANY.goName() + ", was " + auth.goName());
        }
        if (auth == ClientAuth.REQUIRE_ANY || auth == ClientAuth.REQUEST) {
            notes.add("tls_server_config.client_auth_type: " + auth.goName()
                    + " takes every certificate, also one that the client made itself");
        }
    }

    private static String san(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("has an item without value; give one or remove the item");
        }
        return text.strip();
    }

    private List<String> protocols() {
        String least = section.one("min_version", "TLS12", WebTlsSection::version);
        String most = section.one("max_version", "TLS13", WebTlsSection::version);
        if (VERSIONS.indexOf(least) > VERSIONS.indexOf(most)) {
            reject("min_version", "must not be above max_version, was " + least + " above " + most);
            return List.of("TLSv1.3");
        }
        return VERSIONS.subList(VERSIONS.indexOf(least), VERSIONS.indexOf(most) + 1).stream()
                .map(PROTOCOLS::get)
                .toList();
    }

    private static String version(String text) {
        if (text.strip().equals("TLS10") || text.strip().equals("TLS11")) {
            throw new IllegalArgumentException(
                    "must be TLS12 or TLS13; Java has turned off " + text.strip() + ", which is broken");
        }
        return Values.choice(Map.of("TLS12", "TLS12", "TLS13", "TLS13"), VERSIONS, text);
    }

    private String suite(String text) {
        try {
            SSLContext context = SSLContext.getDefault();
            SSLParameters usable = context.getDefaultSSLParameters();
            if (Arrays.asList(usable.getCipherSuites()).contains(text.strip())) {
                return text.strip();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no TLS", e);
        }
        throw Values.refused(
                "a suite that Java has and holds to be safe, such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", text);
    }

    private void reject(String name, String message) {
        faulty = true;
        section.problem(name, message);
    }
}
