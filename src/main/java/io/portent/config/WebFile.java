package io.portent.config;

import io.portent.web.security.BcryptHash;
import io.portent.web.security.Followed;
import io.portent.web.security.Passwords;
import io.portent.web.security.RequestRate;
import io.portent.web.security.ServerTls;
import io.portent.web.security.TokenFile;
import io.portent.web.security.WebPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code web.config_file} names: the web configuration of Prometheus' exporter toolkit. A key that the toolkit knows and the
 * agent cannot keep is refused, so that nobody believes in a protection that is not there.
 */
public final class WebFile {
    private static final String TLS = "tls_server_config";
    private static final String HTTP = "http_server_config";
    private static final String USERS = "basic_auth_users";
    private static final String OPEN = "auth_excluded_paths";
    private static final String RATE = "rate_limit";
    private static final Set<String> KEYS = keys(TLS, HTTP, USERS, OPEN, RATE);

    /** Those that the toolkit lets be set, and what they may say; none: anything. */
    private static final Map<String, List<String>> HEADERS = headers();

    private static final int LONGEST_HEADER = 1000;
    private static final int MOST_USERS = 100;

    private final String file;
    private final Path folder;
    private final ProblemList problems;
    private final List<String> notes = new ArrayList<>();

    private WebFile(String file, Path folder, ProblemList problems) {
        this.file = file;
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * Reads the file and the certificates that it names, relative to its folder.
     *
     * @throws ConfigException with everything that is wrong with any of them
     */
    public static WebPolicy read(Path file) {
        ProblemList problems = new ProblemList();
        String yaml = ConfigFile.text(file, problems, "there is no such file; web.config_file must name one");
        Path parent = file.toAbsolutePath().getParent();
        return new WebFile(file.toString(), parent == null ? file : parent, problems).policy(file, yaml);
    }

    /**
     * Reads all files that decide who may ask and write, and forgets them again.
     *
     * @return what whoever wrote them should know
     * @throws ConfigException with everything that is wrong with any of them
     */
    public static List<String> check(AgentConfig config) {
        ProblemList problems = new ProblemList();
        List<String> notes = new ArrayList<>();
        Path file = config.web().configFile();
        if (file != null) {
            problems.collect(() -> notes.addAll(read(file).notes()));
        }
        Path web = config.web().tokenFile();
        if (web != null) {
            problems.collect(() -> token(Key.WEB_TOKEN_FILE.path(), web));
        }
        Path webhook = config.feeds().webhook().tokenFile();
        if (webhook != null) {
            problems.collect(() -> token(Key.WEBHOOK_TOKEN_FILE.path(), webhook));
        }
        problems.throwIfAny();
        return notes;
    }

    /**
     * Reads a token.
     *
     * @param key that names the file
     */
    public static Followed.Read<String> token(String key, Path file) {
        try {
            return TokenFile.read(file);
        } catch (IllegalArgumentException e) {
            ProblemList problems = new ProblemList();
            problems.add(Place.whole(file.toString()), key, String.valueOf(e.getMessage()));
            throw problems.all();
        }
    }

    static Set<String> keys(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }

    private static Map<String, List<String>> headers() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Content-Security-Policy", List.of());
        all.put("X-Frame-Options", List.of("deny", "sameorigin"));
        all.put("X-Content-Type-Options", List.of("nosniff"));
        all.put("X-XSS-Protection", List.of());
        all.put("Strict-Transport-Security", List.of());
        return all;
    }

    private WebPolicy policy(Path path, String yaml) {
        Node tree = YamlTree.read(file, yaml, problems);
        WebSection root = WebSection.of(file, "", tree, KEYS, problems);
        ServerTls tls = new WebTlsSection(root.section(TLS, WebTlsSection.KEYS), folder, problems, notes).read();
        Map<String, String> headers = http(root.section(HTTP, keys("http2", "headers")), tls);
        Passwords passwords = passwords(root.section(USERS, Set.of()));
        Set<String> open = new LinkedHashSet<>(root.many(OPEN, WebFile::openPath));
        RequestRate rate = rate(root.section(RATE, keys("interval", "burst")));
        problems.throwIfAny();
        return new WebPolicy(tls, passwords, open, headers, rate, WebPolicy.files(path, tls), notes);
    }

    private Map<String, String> http(WebSection http, @Nullable ServerTls tls) {
        boolean http2 = http.one("http2", false, Values::bool);
        if (http2) {
            notes.add(HTTP + ".http2: the agent serves HTTP/1.1, which every client that knows HTTP/2 falls back to");
        }
        WebSection section = http.section("headers", HEADERS.keySet());
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : section.names()) {
            headers.put(name, section.one(name, "", text -> header(name, text)));
        }
        if (tls == null
                && !headers.getOrDefault("Strict-Transport-Security", "").isEmpty()) {
            notes.add("Strict-Transport-Security has no effect on connections that are not encrypted");
        }
        return headers;
    }

    private static String header(String name, String text) {
        List<String> allowed = HEADERS.getOrDefault(name, List.of());
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            throw Values.refused(allowed.size() == 1 ? allowed.get(0) : "one of " + String.join(", ", allowed), text);
        }
        if (text.length() > LONGEST_HEADER || !text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw Values.refused("one line of at most " + LONGEST_HEADER + " ASCII characters", text);
        }
        return text;
    }

    private Passwords passwords(WebSection users) {
        Map<String, BcryptHash> all = new LinkedHashMap<>();
        for (String name : users.names()) {
            if (name.isEmpty() || name.indexOf(':') >= 0) {
                users.problem(name, "must be a name without colon: HTTP parts name and password by one");
            } else if (users.text(name) == null) {
                users.problem(name, "has no password; give its bcrypt hash or remove the user");
            } else {
                BcryptHash hash = users.maybe(name, BcryptHash::new);
                if (hash != null) {
                    all.put(name, hash);
                }
            }
        }
        if (all.size() > MOST_USERS) {
            users.problem(users.names().get(0), "is one of " + all.size() + " users; must be at most " + MOST_USERS);
        }
        if (all.values().stream().mapToInt(BcryptHash::cost).distinct().count() > 1) {
            notes.add(USERS
                    + ": the hashes differ in cost, so the time of an answer tells who is among the cheaper ones");
        }
        return all.isEmpty() ? Passwords.NONE : new Passwords(all);
    }

    private static String openPath(String text) {
        if (!text.startsWith("/") || text.contains("*")) {
            throw Values.refused("a whole path such as /-/healthy, patterns are not known", text);
        }
        return text;
    }

    private static @Nullable RequestRate rate(WebSection section) {
        Duration interval = section.one("interval", Duration.ZERO, WebFile::interval);
        int burst = section.one("burst", 0, WebFile::burst);
        if (section.has("interval") && !interval.isZero() && !section.has("burst")) {
            section.problem("burst", "is missing; so many requests are let through at once, such as 20");
        }
        return interval.isZero() || burst == 0 ? null : new RequestRate(burst, interval);
    }

    /** As in Go a bare 0 has no need of a unit. */
    private static Duration interval(String text) {
        return text.strip().equals("0") ? Duration.ZERO : Durations.parse(text.toLowerCase(Locale.ROOT));
    }

    private static int burst(String text) {
        if (!text.strip().matches("[1-9]\\d{0,5}")) {
            throw Values.refused("a whole number from 1 to 999999", text);
        }
        return Integer.parseInt(text.strip());
    }
}
