package io.portent.parse;

import java.util.HexFormat;
import java.util.Set;

/** Eight hex digits of a hash of the first message of a template, masked. */
final class TemplateId {
    private TemplateId() {}

    /** A taken id is hashed on, so that the same messages in the same order give the same ids. */
    static String of(String masked, Set<String> taken) {
        long hash = hash(masked);
        String id = hex(hash);
        while (taken.contains(id)) {
            hash = mix(hash + 0x9E3779B97F4A7C15L);
            id = hex(hash);
        }
        return id;
    }

    /** FNV-1a over the UTF-16 units, then mixed. Fixed for ever: stored models name templates by it. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private static String hex(long hash) {
        return HexFormat.of().toHexDigits((int) (hash >>> 32));
    }
}
