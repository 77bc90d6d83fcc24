package io.portent.web.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificate and key as they were read, ready to serve. */
public final class ServerTls {
    /** What can be wrong with a {@link TlsSpec}, so that whoever reads one can point at it. */
    public enum Part {
        CERTIFICATE,
        KEY,
        CLIENT_CA
    }

    private static final char[] NO_PASSWORD = {};
    private static final byte[] PROBE = "does the key fit the certificate?".getBytes(StandardCharsets.UTF_8);

    private final TlsSpec spec;
    private final SSLContext context;

    private ServerTls(TlsSpec spec, SSLContext context) {
        this.spec = spec;
        this.context = context;
    }

    /**
     * Reads everything that the specification names.
     *
     * @param problems receives what is wrong with each part, a sentence without subject
     * @return null if there was any problem
     */
    public static @Nullable ServerTls load(TlsSpec spec, BiConsumer<Part, String> problems) {
        List<X509Certificate> chain = read(spec.certificate(), Part.CERTIFICATE, Pem::certificates, problems);
        PrivateKey key = read(spec.key(), Part.KEY, Pem::key, problems);
        PemSource ca = spec.clientCa();
        List<X509Certificate> trusted = ca == null ? List.of() : read(ca, Part.CLIENT_CA, Pem::certificates, problems);
        if (chain == null || key == null || trusted == null) {
            return null;
        }
        if (!fits(key, chain.get(0).getPublicKey())) {
            problems.accept(Part.KEY, "is not the key of the certificate");
            return null;
        }
        try {
            return new ServerTls(spec, context(spec, chain, key, trusted));
        } catch (GeneralSecurityException | IOException e) {
            problems.accept(Part.CERTIFICATE, "cannot be used: " + e.getMessage());
            return null;
        }
    }

    private interface Reading<T> {
        T of(String text);
    }

    private static <T> @Nullable T read(
            PemSource source, Part part, Reading<T> reading, BiConsumer<Part, String> problems) {
        try {
            return reading.of(source.read());
        } catch (BadPemException e) {
            problems.accept(part, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static boolean fits(PrivateKey key, PublicKey certified) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> certified.getAlgorithm();
        };
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(PROBE);
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certified);
            checking.update(PROBE);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false; // of another kind, or another curve
        }
    }

    private static SSLContext context(
            TlsSpec spec, List<X509Certificate> chain, PrivateKey key, List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        KeyManager[] managers = keys.getKeyManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers, new TrustManager[] {ClientTrust.of(trusted, spec.allowedSans())}, null);
        return context;
    }

    public SSLContext context() {
        return context;
    }

    /** What a connection may agree on. */
    public SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(spec.protocols().toArray(String[]::new));
        if (!spec.cipherSuites().isEmpty()) {
            List<String> suites = new ArrayList<>(spec.cipherSuites());
            // As in Go, those of TLS 1.3 are not for choice: none of them is weak.
            Arrays.stream(parameters.getCipherSuites())
                    .filter(suite -> !suite.contains("_WITH_") && !suites.contains(suite))
                    .filter(suite -> suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_"))
                    .forEach(suites::add);
            parameters.setCipherSuites(suites.toArray(String[]::new));
        }
        parameters.setUseCipherSuitesOrder(spec.ownOrder());
        if (spec.clientAuth().required()) {
            parameters.setNeedClientAuth(true);
        } else if (spec.clientAuth().asked()) {
            parameters.setWantClientAuth(true);
        }
        return parameters;
    }

    /** Those that it was read from. */
    List<Path> files() {
        return spec.files();
    }

    /** A sentence if others on this machine may read the key; null where they may not, or nobody can tell. */
    public @Nullable String exposure() {
        Path file = spec.key().file();
        try {
            Set<PosixFilePermission> may = file == null ? Set.of() : Files.getPosixFilePermissions(file);
            return may.contains(PosixFilePermission.OTHERS_READ)
                    ? "the key " + file + " can be read by everybody on this machine: chmod o-r"
                    : null;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
