package io.portent.web.security;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted, before anything of it is read.
 *
 * @param clientCa null unless clients' certificates are verified
 * @param allowedSans one of them must be among the alternative names of a client's certificate; empty: any will do
 * @param protocols as Java names them, at least one
 * @param cipherSuites for TLS 1.2, in the order of preference; empty: Java's
 * @param ownOrder whether the order of the suites is the server's
 */
public record TlsSpec(
        PemSource certificate,
        PemSource key,
        ClientAuth clientAuth,
        @Nullable PemSource clientCa,
        Set<String> allowedSans,
        List<String> protocols,
        List<String> cipherSuites,
        boolean ownOrder) {
    public TlsSpec {
        allowedSans = Set.copyOf(allowedSans);
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("protocols must not be empty");
        }
        if (clientAuth.verified() != (clientCa != null)) {
            throw new IllegalArgumentException("a client CA must be given exactly where it is verified against, "
                    + clientAuth.goName() + " with " + clientCa);
        }
        if (!allowedSans.isEmpty() && !clientAuth.required()) {
            throw new IllegalArgumentException("names need certificates that are required, not " + clientAuth.goName());
        }
    }

    /** Those that are read. */
    List<Path> files() {
        return Stream.of(certificate, key, clientCa)
                .filter(Objects::nonNull)
                .map(PemSource::file)
                .filter(Objects::nonNull)
                .toList();
    }
}
