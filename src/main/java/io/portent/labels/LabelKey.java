package io.portent.labels;

import io.portent.health.Label;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What makes a label that a person wrote the same label when it is told again: entity, state, start and source. End and note may
 * change. Twelve hexadecimal digits, which a person can copy: among 100,000 labels two share a key once in 50,000 times.
 */
public final class LabelKey {
    private static final int BYTES = 6;

    private LabelKey() {}

    public static String of(Label label) {
        return hash(label.entity(), label.state().label(), time(label.start()), label.source());
    }

    /** Of an intervention. */
    public static String of(String entity, Instant time, String source) {
        return hash("intervention", entity, time(time), source);
    }

    private static String time(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    /** Each part with its length before it, so that no two lists of parts run into the same bytes. */
    private static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
