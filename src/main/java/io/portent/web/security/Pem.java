package io.portent.web.security;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates and private keys as openssl writes them. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int LONGEST_KIND = 40;

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private record Block(String kind, String text) {
        byte[] der() {
            try {
                return Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new BadPemException("holds a block " + kind + " that is no base 64");
            }
        }
    }

    private Pem() {}

    /** In the order of the text: a server's own first, then those that vouch for it. */
    static List<X509Certificate> certificates(String text) {
        List<X509Certificate> all = new ArrayList<>();
        for (Block block : blocks(text)) {
            if (block.kind().equals("CERTIFICATE")) {
                all.add(certificate(block.der()));
            }
        }
        if (all.isEmpty()) {
            throw new BadPemException("holds no -----BEGIN CERTIFICATE----- block");
        }
        return all;
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new BadPemException("holds a certificate that cannot be read");
        }
    }

    /** The first private key; parameters of curves and certificates beside it are passed over. */
    static PrivateKey key(String text) {
        for (Block block : blocks(text)) {
            switch (block.kind()) {
                case "PRIVATE KEY" -> {
                    return key(block.der());
                }
                case "RSA PRIVATE KEY" -> {
                    refuseEncrypted(block);
                    return key(Pkcs8.ofRsa(block.der()));
                }
                case "EC PRIVATE KEY" -> {
                    refuseEncrypted(block);
                    return key(Pkcs8.ofEc(block.der()));
                }
                case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
                default -> {
                    // Not a key.
                }
            }
        }
        throw new BadPemException(
                "holds no private key; PRIVATE KEY, RSA PRIVATE KEY and EC PRIVATE KEY blocks are read");
    }

    /** Old files say so in headers within the block. */
    private static void refuseEncrypted(Block block) {
        if (block.text().contains("ENCRYPTED")) {
            throw encrypted();
        }
    }

    private static BadPemException encrypted() {
        return new BadPemException("is encrypted; give a key without passphrase, readable by the agent alone");
    }

    private static PrivateKey key(byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // Of another kind.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Java has no keys of " + algorithm, e);
            }
        }
        throw new BadPemException("holds a private key that is none of " + String.join(", ", ALGORITHMS));
    }

    private static List<Block> blocks(String text) {
        List<Block> all = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int from = text.indexOf(DASHES, begin + BEGIN.length());
            String kind = from < 0 ? "" : text.substring(begin + BEGIN.length(), from);
            boolean plausible = from >= 0 && kind.length() <= LONGEST_KIND && kind.indexOf('\n') < 0;
            int end = plausible ? text.indexOf("-----END " + kind + DASHES, from) : -1;
            if (end >= 0) {
                all.add(new Block(kind, text.substring(from + DASHES.length(), end)));
            }
            begin = text.indexOf(BEGIN, Math.max(end, begin + BEGIN.length()));
        }
        return all;
    }
}
