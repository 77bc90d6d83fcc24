package io.portent.store;

import io.portent.health.Label;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What makes a label the same label when it is told again. Of what people and files tell these are entity, state, start and source;
 * end and note may change. Other systems have names of their own for what they tell, which are digested where they may be long.
 */
public final class LabelKey {
    /** A person can copy twelve hexadecimal digits: among 100,000 labels two share a key once in 50,000 times. */
    private static final int COPIED = 12;

    /** Of 64 hexadecimal digits these tell a billion keys apart. */
    private static final int DIGITS = 32;

    private LabelKey() {}

    public static String of(Label label) {
        return digest(label.entity(), label.state().label(), time(label.start()), label.source())
                .substring(0, COPIED);
    }

    /** Of an intervention. */
    public static String of(String entity, Instant time, String source) {
        return digest("intervention", entity, time(time), source).substring(0, COPIED);
    }

    private static String time(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    /** Of any length in, 32 characters out. Each part has its length before it: ("a", "bc") and ("ab", "c") differ. */
    public static String digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
