package io.portent.rule;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether a template or a message tells of a killed process, or of one that begins or ends: the kernel's and the JVM's words for running out
 * of memory, signals, and the banners of the usual frameworks. Remembers what it was asked. Not thread-safe.
 */
public final class KillBanner {
    private static final int REMEMBERED = 10_000;
    private static final Pattern WORDS = Pattern.compile(
            "\\boom[-_ ]?kill|\\bout of memory: kill|\\bkilled process\\b|\\bterminating due to java\\.lang\\.outofmemoryerror"
                    + "|\\bfatal error has been detected by the java runtime|\\bsegmentation fault\\b|\\bcore dumped\\b"
                    + "|\\b(received|caught) (signal )?sig(term|kill|abrt|segv)\\b|\\bkilled by signal\\b"
                    + "|\\bcrashloopbackoff\\b|\\bback-off restarting\\b|\\bstarted \\S+ in \\S+ seconds\\b"
                    + "|\\bstarting \\S+ (\\S+ )?using java\\b|\\bcommencing graceful shutdown\\b|\\bmain process exited\\b",
            Pattern.CASE_INSENSITIVE);

    private final Map<String, Boolean> known = new HashMap<>();

    public boolean isIn(String text) {
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(text, words -> WORDS.matcher(words).find());
    }
}
