package io.portent.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, by name and password. A password that was right is known again by a digest over it and its hash, because a scrape must
 * not cost a bcrypt each time; one digest per user is kept, so what is kept is bounded by the file. Thread-safe.
 */
public final class Passwords {
    /** Nobody need say who he is. */
    public static final Passwords NONE = new Passwords(Map.of());

    private static final String SCHEME = "Basic ";
    private static final int LONGEST_HEADER = 1024;
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

    private final Map<String, BcryptHash> users;
    private final Map<String, byte[]> verified = new ConcurrentHashMap<>();

    public Passwords(Map<String, BcryptHash> users) {
        this.users = Map.copyOf(users);
    }

    public boolean isEmpty() {
        return users.isEmpty();
    }

    /** What somebody says he is. */
    private record Credentials(String user, String password) {
        static @Nullable Credentials of(@Nullable String header) {
            if (header == null
                    || header.length() > LONGEST_HEADER
                    || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
                return null;
            }
            try {
                byte[] plain = Base64.getDecoder()
                        .decode(header.substring(SCHEME.length()).strip());
                String text = new String(plain, UTF_8);
                int colon = text.indexOf(':');
                return colon < 0 ? null : new Credentials(text.substring(0, colon), text.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    /**
     * Whether these were right before; costs next to nothing.
     *
     * @param authorization the header; null where there was none
     */
    public boolean remember(@Nullable String authorization) {
        Credentials given = Credentials.of(authorization);
        BcryptHash hash = given == null ? null : users.get(given.user());
        byte[] known = given == null ? null : verified.get(given.user());
        return given != null && hash != null && known != null && MessageDigest.isEqual(known, digest(given, hash));
    }

    /** Whether these are credentials at all, so that {@link #verify} would compute something. */
    public static boolean areGiven(@Nullable String authorization) {
        return Credentials.of(authorization) != null;
    }

    /** Whether they are right; costs a bcrypt, of an unknown user the dearest of those that are known. */
    public boolean verify(@Nullable String authorization) {
        Credentials given = Credentials.of(authorization);
        if (given == null || users.isEmpty()) {
            return false;
        }
        boolean right = matches(given.password(), computed(given.user()));
        BcryptHash hash = users.get(given.user());
        if (hash == null || !right) {
            return false;
        }
        verified.put(given.user(), digest(given, hash));
        return true;
    }

    /** What a password is computed against, whoever it is said to be of: how long that takes must not tell which names there are. */
    BcryptHash computed(String user) {
        BcryptHash own = users.get(user);
        return own != null
                ? own
                : users.values().stream()
                        .max(Comparator.comparingInt(BcryptHash::cost))
                        .orElseThrow();
    }

    /** All versions compute the same: they differ in errors of old programs that none of those allowed has. */
    private static boolean matches(String password, BcryptHash hash) {
        return BCrypt.verifyer(VERSION, LongPasswordStrategies.truncate(VERSION))
                .verify(password.getBytes(UTF_8), hash.text().getBytes(UTF_8))
                .verified;
    }

    /** The hash holds its salt, so equal passwords of two users have different digests. */
    private static byte[] digest(Credentials given, BcryptHash hash) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] user = given.user().getBytes(UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(0, user.length));
            digest.update(user);
            digest.update(hash.text().getBytes(UTF_8));
            return digest.digest(given.password().getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Names stay out of logs as passwords do. */
    @Override
    public String toString() {
        return users.size() + " users";
    }
}
