package io.portent.web.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Authorities, and certificates that they sign, made by openssl when a test asks for them. */
public final class Certificates {
    private static final String CURVE = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";

    private final Path folder;

    /** Skips the test where there is no openssl. */
    public Certificates(Path folder) {
        this.folder = folder;
        try {
            openssl("version");
        } catch (IOException e) {
            Assumptions.abort("NOT CHECKED: openssl is not on the PATH (Debian package of that name)");
        }
    }

    /** Runs it in the folder; arguments are separated by blanks. */
    public void openssl(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("openssl.log").toFile()))
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "openssl " + arguments + ": " + Files.readString(folder.resolve("openssl.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code NAME.crt} and {@code NAME.key}. */
    public void authority(String name) throws IOException {
        openssl("req -x509 " + CURVE + " -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".crt");
    }

    /** For 127.0.0.1, signed by the authority. */
    public void server(String name, String authority) throws IOException {
        signed(name, authority, "serverAuth", "IP:127.0.0.1,DNS:localhost");
    }

    /** @param names alternative ones, as openssl spells them */
    public void client(String name, String authority, String names) throws IOException {
        signed(name, authority, "clientAuth", names);
    }

    private void signed(String name, String authority, String use, String names) throws IOException {
        openssl("req -x509 " + CURVE + " -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".crt -CA "
                + authority + ".crt -CAkey " + authority + ".key -addext extendedKeyUsage=" + use
                + " -addext basicConstraints=critical,CA:FALSE -addext subjectAltName=" + names);
    }

    public X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(folder.resolve(name + ".crt"))));
    }

    /**
     * What a client has.
     *
     * @param authority of the server that it believes
     * @param name its own certificate; null: it has none
     */
    public SSLContext client(String authority, @Nullable String name) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", certificate(authority));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(name == null ? null : keys(name), trust.getTrustManagers(), null);
        return context;
    }

    private KeyManager[] keys(String name) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                "own", Pem.key(Files.readString(folder.resolve(name + ".key"))), new char[0], new X509Certificate[] {
                    certificate(name)
                });
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        return new KeyManager[] {new Pushing((X509ExtendedKeyManager) keys.getKeyManagers()[0])};
    }

    /** Shows its certificate also to a server that has asked for those of other authorities, as no polite client does. */
    private static final class Pushing extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;

        Pushing(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return keys.getClientAliases(keyType, null);
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(keyTypes, null, socket);
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return keys.chooseEngineClientAlias(keyTypes, null, engine);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return keys.getServerAliases(keyType, issuers);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
