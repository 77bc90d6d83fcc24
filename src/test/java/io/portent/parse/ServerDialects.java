package io.portent.parse;

import static io.portent.parse.RandomTexts.message;
import static io.portent.parse.RandomTexts.one;
import static io.portent.parse.RandomTexts.time;
import static io.portent.parse.RegexDialect.spec;
import static io.portent.parse.RegexDialect.written;

import io.portent.event.Severity;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dialects of web servers and of PostgreSQL. */
final class ServerDialects {
    private static final Map<String, Severity> POSTGRES = Map.of(
            "LOG",
            Severity.INFO,
            "ERROR",
            Severity.ERROR,
            "WARNING",
            Severity.WARN,
            "FATAL",
            Severity.FATAL,
            "DEBUG2",
            Severity.DEBUG);

    private ServerDialects() {}

    static Dialect access() {
        return Dialects.of(
                "access",
                spec(FormatKind.ACCESS, null),
                random -> one(List.of("192.0.2.7", "2001:db8::7", "web1.example"), random) + " - "
                        + one(List.of("-", "ann", "ann smith"), random) + " ["
                        + written(time(random), "dd/MMM/yyyy:HH:mm:ss Z") + "] \"" + request(random) + "\" "
                        + (200 + random.nextInt(400)) + " " + one(List.of("-", "0", "612", "123456789"), random)
                        + (random.nextBoolean() ? " \"-\" \"say \\\"hi\\\" 0.5 \\\\\"" : "")
                        + (random.nextBoolean() ? " 0." + random.nextInt(1_000) : ""),
                "(?:.*?) (?:.*?) (?:.*?) \\[(?<time>[^]]*)] \"(?<request>(?:[^\"\\\\]|\\\\.)*)\" (?<status>\\d{3}) (?<bytes>\\S+)"
                        + "(?: \"(?:[^\"\\\\]|\\\\.)*\"){0,2}(?: (?<latency>\\S+))?",
                "dd/MMM/yyyy:HH:mm:ss Z",
                (line, found) -> {
                    found.number("bytes", line.group("bytes"));
                    found.number("latency_seconds", line.group("latency") == null ? "" : line.group("latency"));
                    asked(line, found);
                });
    }

    static Dialect accessOwn() {
        return Dialects.of(
                "access with a pattern",
                spec(
                        FormatKind.ACCESS,
                        "$host [$time_iso8601] \"$request\" $status $request_length/$bytes_sent ${request_time}s"),
                random ->
                        "shop.example [" + written(time(random), "yyyy-MM-dd'T'HH:mm:ssXXX") + "] \"" + request(random)
                                + "\" " + (200 + random.nextInt(400)) + " " + random.nextInt(9_000) + "/"
                                + random.nextInt(9_000)
                                + " 0." + random.nextInt(1_000) + "s",
                "\\S+ \\[(?<time>[^]]*)] \"(?<request>(?:[^\"\\\\]|\\\\.)*)\" (?<status>\\d{3}) (?<in>\\d+)/(?<out>\\d+) (?<took>[0-9.]+)s",
                "yyyy-MM-dd'T'HH:mm:ssXXX",
                (line, found) -> {
                    found.number("request_bytes", line.group("in"));
                    found.number("bytes_sent", line.group("out"));
                    found.number("latency_seconds", line.group("took"));
                    asked(line, found);
                });
    }

    private static String request(Random random) {
        return one(
                List.of(
                        "GET / HTTP/1.1",
                        "POST /cart/17?token=x&y=\\\"z\\\" HTTP/2.0",
                        "GET /a\\\"b HTTP/1.0",
                        "\\x16\\x03\\x01",
                        "-",
                        "DELETE /cart/18;jsessionid=AB HTTP/1.1",
                        "GET /old"),
                random);
    }

    private static void asked(Matcher line, Dialect.Found found) {
        int status = Integer.parseInt(line.group("status"));
        found.numbers.put("status", (double) status);
        found.severity = status >= 500 ? Severity.ERROR : status >= 400 ? Severity.WARN : Severity.INFO;
        Matcher request = Pattern.compile("([A-Za-z]+) ([^ ?;]*).*").matcher(line.group("request"));
        found.message =
                (request.matches() ? request.group(1) + " " + request.group(2) : "no HTTP") + " status=" + status;
    }

    static Dialect postgres() {
        return Dialects.of(
                "postgres",
                spec(FormatKind.POSTGRES, null),
                random -> written(time(random), "yyyy-MM-dd HH:mm:ss.SSS") + " UTC [42] "
                        + one(List.of("", "ann@shop "), random) + one(List.copyOf(POSTGRES.keySet()), random) + ":  "
                        + one(List.of("", "duration: 12.5 ms  statement: ", "duration: never ms "), random)
                        + message(random),
                "(?<time>\\S+ \\S+) UTC \\[\\d+] (?:\\S+@\\S+ )?(?<word>[A-Z0-9]+):  (?<message>.*)",
                "yyyy-MM-dd HH:mm:ss.SSS",
                (line, found) -> {
                    found.severity = POSTGRES.getOrDefault(line.group("word"), Severity.UNKNOWN);
                    Matcher took =
                            Pattern.compile("(?s)duration: ([0-9.]+) ms.*").matcher(found.message);
                    if (took.matches()) {
                        found.numbers.put("duration_seconds", Double.parseDouble(took.group(1)) / 1000);
                    }
                });
    }

    static Dialect postgresCsv() {
        return Dialects.of(
                "postgres, csvlog",
                spec(FormatKind.POSTGRES, null),
                random -> written(time(random), "yyyy-MM-dd HH:mm:ss.SSS") + " UTC,"
                        + one(List.of("", "\"ann\"", "\"a \"\"b\"\"\""), random)
                        + ",\"shop\",42,\"[local]\",65e6.2a,3,\"SELECT\","
                        + "2024-03-05 10:11:00 UTC,3/4,0," + one(List.copyOf(POSTGRES.keySet()), random) + ","
                        + one(List.of("00000", "42P01"), random) + ",\""
                        + message(random).replace("\"", "\"\"") + "\","
                        + one(List.of("", "\"a, \"\"b\"\"\""), random)
                        + ",,,,,\"select 1, 2\",15,,\"psql\",\"client backend\",,0",
                "(?<time>\\S+ \\S+) UTC,(?:[^,]*,){10}(?<word>[A-Z0-9]+),[^,]*,\"(?<message>(?:[^\"]|\"\")*)\".*",
                "yyyy-MM-dd HH:mm:ss.SSS",
                (line, found) -> {
                    found.severity = POSTGRES.getOrDefault(line.group("word"), Severity.UNKNOWN);
                    found.message = found.message.replace("\"\"", "\"");
                });
    }
}
