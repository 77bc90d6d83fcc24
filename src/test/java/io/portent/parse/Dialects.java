package io.portent.parse;

import static io.portent.parse.RandomTexts.level;
import static io.portent.parse.RandomTexts.logger;
import static io.portent.parse.RandomTexts.message;
import static io.portent.parse.RandomTexts.number;
import static io.portent.parse.RandomTexts.one;
import static io.portent.parse.RandomTexts.recently;
import static io.portent.parse.RandomTexts.time;
import static io.portent.parse.RegexDialect.spec;
import static io.portent.parse.RegexDialect.written;

import io.portent.event.Severity;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dialects of {@link DifferentialFormatsTest}. */
final class Dialects {
    private static final String ISO = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}";
    private static final String LEVEL = "(?<level>TRACE|DEBUG|INFO|WARN|ERROR)";
    private static final List<String> THREADS = List.of("main", "pool-1-thread-7", "http [a] b", "x", "a] b", "-");

    static final List<Dialect> ALL = List.of(
            JsonDialect.LOGSTASH,
            JsonDialect.ECS,
            JsonDialect.ZAP,
            JsonDialect.MAPPED,
            logfmt(),
            logback(),
            log4j(),
            columns(),
            ServerDialects.access(),
            ServerDialects.accessOwn(),
            syslogOld(),
            syslogFile(),
            syslogNew(),
            ServerDialects.postgres(),
            ServerDialects.postgresCsv(),
            springBoot(),
            klog(),
            cri(),
            raw());

    private Dialects() {}

    static Dialect of(
            String name,
            FormatSpec spec,
            Function<Random, String> writer,
            String pattern,
            String timePattern,
            BiConsumer<Matcher, Dialect.Found> more) {
        return new RegexDialect(name, spec, writer, Pattern.compile(pattern, Pattern.DOTALL), timePattern, more);
    }

    private static Dialect logback() {
        return of(
                "logback",
                spec(FormatKind.LOGBACK, "%d{ISO8601} [%thread] %-5level %logger{36} [%X{order}] - %msg%n"),
                random -> written(time(random), "yyyy-MM-dd HH:mm:ss,SSS") + " [" + one(THREADS, random) + "] "
                        + String.format("%-5s", level(random)) + " " + logger(random) + " ["
                        + (random.nextBoolean() ? number(random) : "") + "] - " + message(random),
                "(?<time>" + ISO + ") \\[.*?] " + LEVEL + " {1,2}(?<logger>\\S+) \\[(?<order>.*?)] - (?<message>.*)",
                "yyyy-MM-dd HH:mm:ss,SSS",
                (line, found) -> found.number("order", line.group("order")));
    }

    private static Dialect log4j() {
        return of(
                "log4j",
                spec(FormatKind.LOG4J, "%d{ISO8601}{UTC} [%t] %-5level %c{1.}%notEmpty{ [%marker]} - %m%n"),
                random -> written(time(random), "yyyy-MM-dd'T'HH:mm:ss,SSS") + " [" + one(THREADS, random) + "] "
                        + String.format("%-5s", level(random)) + " " + logger(random)
                        + (random.nextBoolean() ? " [AUDIT]" : "") + " - " + message(random),
                "(?<time>\\S+) \\[.*?] " + LEVEL + " {1,2}(?<logger>\\S+)(?: \\[.*?])? - (?<message>.*)",
                "yyyy-MM-dd'T'HH:mm:ss,SSS",
                (line, found) -> {});
    }

    private static Dialect columns() {
        return of(
                "columns",
                spec(FormatKind.PATTERN, "<Date> <Time> <Level> <Component>(\\[<Took>\\])?: <Content>"),
                random -> written(time(random), "yy/MM/dd") + " ".repeat(1 + random.nextInt(3))
                        + written(time(random), "HH:mm:ss") + " " + level(random) + "  " + logger(random)
                        + (random.nextBoolean() ? "[" + number(random) + "]" : "") + ": " + message(random),
                "(?<time>\\S+ +\\S+) +" + LEVEL + " +(?<logger>.+?)(?:\\[(?<took>.+?)])?: +(?<message>.*)",
                "yy/MM/dd HH:mm:ss",
                (line, found) -> found.number("took", line.group("took") == null ? "" : line.group("took")));
    }

    private static Dialect syslogOld() {
        return of(
                "syslog, RFC 3164",
                spec(FormatKind.SYSLOG, null),
                random -> "<" + random.nextInt(192) + ">" + written(recently(random), "MMM ppd HH:mm:ss") + " web1 "
                        + one(List.of("sshd[42]", "kernel", "postfix/smtpd[7]"), random) + ": " + plain(random),
                "<(?<priority>\\d+)>(?<time>\\w+ +\\d+ \\S+) (?:\\S+) (?<logger>[^\\[:]+)(?:\\[\\d+])?: (?<message>.*)",
                "MMM d HH:mm:ss",
                Dialects::ofPriority);
    }

    private static Dialect syslogFile() {
        return of(
                "syslog, rsyslog's file format",
                spec(FormatKind.SYSLOG, null),
                random -> written(time(random), "yyyy-MM-dd'T'HH:mm:ss.SSSXXX") + " web1 "
                        + one(List.of("sshd[42]", "kernel", "systemd[1]"), random) + ": " + plain(random),
                "(?<time>\\S+) (?:\\S+) (?<logger>[^\\[:]+)(?:\\[\\d+])?: (?<message>.*)",
                "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                (line, found) -> found.message = found.message.stripTrailing());
    }

    private static Dialect syslogNew() {
        return of(
                "syslog, RFC 5424",
                spec(FormatKind.SYSLOG, null),
                random -> "<" + random.nextInt(192) + ">1 " + time(random) + " web1 "
                        + one(List.of("-", "shop", "a/b"), random) + " 42 " + one(List.of("-", "ID47"), random) + " "
                        + one(
                                List.of("-", "[o a=\"1.5\" b=\"say \\\"hi\\\" \\\\ \\]\"]", "[o a=\"7\"][p c=\"\"]"),
                                random)
                        + " "
                        + plain(random),
                "<(?<priority>\\d+)>1 (?<time>\\S+) \\S+ (?<logger>\\S+) \\S+ \\S+ (?:-|\\[o a=\"(?<a>[^\"]*)\"(?: b=\"(?:[^\"\\\\]|\\\\.)*\")?](?:\\[p [^]]*])?) (?<message>.*)",
                "",
                (line, found) -> {
                    found.logger = found.logger.equals("-") ? "" : found.logger;
                    found.number("a", line.group("a") == null ? "" : line.group("a"));
                    ofPriority(line, found);
                });
    }

    /** rsyslog's way to write control characters, and JSON, are read as what they stand for. */
    private static String plain(Random random) {
        return "m " + message(random).replace("#012", "");
    }

    private static void ofPriority(Matcher line, Dialect.Found found) {
        found.severity = List.of(
                        Severity.FATAL,
                        Severity.FATAL,
                        Severity.FATAL,
                        Severity.ERROR,
                        Severity.WARN,
                        Severity.INFO,
                        Severity.INFO,
                        Severity.DEBUG)
                .get(Integer.parseInt(line.group("priority")) % 8);
        found.message = found.message.stripTrailing();
    }

    private static Dialect springBoot() {
        return of(
                "logback, Spring Boot",
                spec(
                        FormatKind.LOGBACK,
                        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p %pid --- [%15.15t] %-40.40logger{39} : %m%n"),
                random -> written(time(random), "yyyy-MM-dd'T'HH:mm:ss.SSSXXX") + " "
                        + String.format("%5s", level(random)) + " " + random.nextInt(100_000) + " --- ["
                        + String.format("%15s", one(THREADS, random)) + "] " + String.format("%-40s", logger(random))
                        + " : "
                        + message(random),
                "(?<time>\\S+)  ?" + LEVEL + " \\d+ --- \\[.{15}] (?<logger>\\S+) * : (?<message>.*)",
                "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                (line, found) -> {});
    }

    private static Dialect klog() {
        return of(
                "klog",
                spec(FormatKind.KLOG, null),
                random -> one(List.of("I", "W", "E", "F"), random)
                        + written(recently(random), "MMdd HH:mm:ss.SSS") + "000    1234 reflector.go:7] "
                        + (random.nextBoolean()
                                ? "m " + message(random)
                                : "\"Pod \\\"x\\\" updated\" pod=\"a/b c\" retries=" + number(random)),
                "(?<word>[IWEF])(?<time>\\d{4} \\S{12})000 +\\d+ (?<logger>[^ :]+):\\d+] (?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\""
                        + "(?: pod=\"[^\"]*\" retries=(?<retries>\\S*))|(?<message>.*))",
                "MMdd HH:mm:ss.SSS",
                (line, found) -> {
                    found.severity = Map.of(
                                    "I", Severity.INFO, "W", Severity.WARN, "E", Severity.ERROR, "F", Severity.FATAL)
                            .getOrDefault(line.group("word"), Severity.UNKNOWN);
                    if (line.group("quoted") != null) {
                        found.message = line.group("quoted").replace("\\\"", "\"");
                        found.number("retries", line.group("retries"));
                    }
                });
    }

    private static Dialect cri() {
        return of(
                "cri",
                new FormatSpec(
                        FormatKind.CRI,
                        null,
                        java.time.ZoneOffset.UTC,
                        new FormatOptions(FormatKind.RAW, List.of(), null)),
                random -> written(time(random), "yyyy-MM-dd'T'HH:mm:ss.SSS") + "000000Z "
                        + one(List.of("stdout", "stderr"), random) + " F " + message(random),
                "(?<time>\\S+) (?:stdout|stderr) F (?<message>.*)",
                "",
                (line, found) -> {});
    }

    private static Dialect raw() {
        return of("raw", spec(FormatKind.RAW, null), RandomTexts::message, "(?<message>.*)", "", (line, found) -> {});
    }

    private static Dialect logfmt() {
        return new LogfmtDialect();
    }
}
