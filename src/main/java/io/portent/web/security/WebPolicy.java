package io.portent.web.security;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the agent over HTTP, and how.
 *
 * @param tls null: connections are not encrypted
 * @param passwords guard everything but {@code openPaths}, if there are any
 * @param openPaths whole paths that need no password
 * @param headers of every answer; a blank one takes away what the agent would say
 * @param rate null: no limit on all clients together
 * @param files that it was read from, certificates and keys included
 * @param notes what whoever wrote them should know, one sentence each
 */
public record WebPolicy(
        @Nullable ServerTls tls,
        Passwords passwords,
        Set<String> openPaths,
        Map<String, String> headers,
        @Nullable RequestRate rate,
        List<Path> files,
        List<String> notes) {
    /** Anybody may, in the clear. */
    public static final WebPolicy OPEN =
            new WebPolicy(null, Passwords.NONE, Set.of(), Map.of(), null, List.of(), List.of());

    public WebPolicy {
        openPaths = Set.copyOf(openPaths);
        headers = Map.copyOf(headers);
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** Which files a policy of these is read from. */
    public static List<Path> files(Path itself, @Nullable ServerTls tls) {
        List<Path> all = new ArrayList<>(List.of(itself));
        if (tls != null) {
            all.addAll(tls.files());
        }
        return all;
    }
}
