package io.portent.web.security;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Puts the older private keys into the envelope that Java reads.
 *
 * <pre>
 *   PKCS#8: SEQUENCE { 0, SEQUENCE { algorithm, parameters }, OCTET STRING { older key } }
 * </pre>
 */
final class Pkcs8 {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int CURVE = 0xa0;

    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    /** 1.2.840.113549.1.1.1 and its parameters, which are none. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    /** 1.2.840.10045.2.1; the curve follows it. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private Pkcs8() {}

    /** @param key PKCS#1 */
    static byte[] ofRsa(byte[] key) {
        return wrap(RSA, key);
    }

    /** @param key SEC 1: SEQUENCE { 1, OCTET STRING, [0] curve, [1] public key } */
    static byte[] ofEc(byte[] key) {
        try {
            return wrap(join(EC, curve(key)), key);
        } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
            throw new BadPemException("holds an EC PRIVATE KEY that cannot be read");
        }
    }

    private static byte[] curve(byte[] key) {
        int at = content(key, 0);
        while (at < key.length) {
            int content = content(key, at);
            int end = content + length(key, at);
            if ((key[at] & 0xff) == CURVE && (key[content] & 0xff) == OBJECT_ID) {
                return Arrays.copyOfRange(key, content, end);
            }
            at = end;
        }
        throw new BadPemException("holds an EC PRIVATE KEY that does not name its curve");
    }

    /** Where the content of the element that begins there begins. */
    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = 0; i < (first < 0x80 ? 0 : first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        if (length < 0 || length > der.length) {
            throw new IllegalArgumentException("length must be within the key, was " + length);
        }
        return length;
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(VERSION, element(SEQUENCE, algorithm), element(OCTETS, key)));
    }

    private static byte[] element(int tag, byte[] content) {
        int n = content.length;
        byte[] head = n < 0x80
                ? new byte[] {(byte) tag, (byte) n}
                : n < 0x100
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) n}
                        : n < 0x1_0000
                                ? new byte[] {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n}
                                : new byte[] {(byte) tag, (byte) 0x83, (byte) (n >> 16), (byte) (n >> 8), (byte) n};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part, 0, part.length);
        }
        return all.toByteArray();
    }
}
