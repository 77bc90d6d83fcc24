package io.portent.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of structured records are called: by logstash-logback-encoder, ECS, zap, zerolog, slog, logrus, pino,
 * bunyan, python-json-logger, structlog, Serilog, .NET's console, GELF, journald and PostgreSQL. Where a record has several
 * names of one role, that of the lowest rank has it, and the others are fields.
 */
final class FieldNames {
    record Name(FieldRole role, int rank) {}

    private static final int MAPPED = -1;
    private static final int LATELY = 128;
    private static final Map<String, Name> USUAL = usual();

    private final Map<String, Name> names;
    /** What was asked for lately, by its hash, and what it meant. */
    private final String[] paths = new String[LATELY];

    private final @Nullable Name[] meanings = new Name[LATELY];

    FieldNames(List<FieldName> mapped) {
        if (mapped.isEmpty()) {
            this.names = USUAL;
            return;
        }
        Map<String, Name> all = new HashMap<>(USUAL);
        for (FieldName one : mapped) {
            all.put(one.path(), new Name(one.meaning(), MAPPED));
        }
        this.names = all;
    }

    @Nullable
    Name of(String path) {
        return names.get(path);
    }

    /** For paths that are mostly the very same string again: that is seen without comparing it. */
    @SuppressWarnings("ReferenceEquality")
    @Nullable
    Name ofSame(String path) {
        if (path.length() > Draft.MAX_FIELD_NAME) {
            return of(path);
        }
        int slot = path.hashCode() & (LATELY - 1);
        if (paths[slot] != path) {
            paths[slot] = path;
            meanings[slot] = of(path);
        }
        return meanings[slot];
    }

    private static Map<String, Name> usual() {
        Map<String, Name> names = new HashMap<>();
        put(
                names,
                FieldRole.TIME,
                List.of(
                        "@timestamp",
                        "@t",
                        "timestamp",
                        "Timestamp",
                        "time",
                        "ts",
                        "asctime",
                        "datetime",
                        "t",
                        "__REALTIME_TIMESTAMP"));
        put(
                names,
                FieldRole.LEVEL,
                List.of(
                        "log.level",
                        "level",
                        "severity",
                        "levelname",
                        "Level",
                        "LogLevel",
                        "@l",
                        "loglevel",
                        "log_level",
                        "lvl",
                        "severityText",
                        "error_severity",
                        "PRIORITY",
                        "levelno",
                        "at"));
        put(
                names,
                FieldRole.LOGGER,
                List.of(
                        "logger_name",
                        "log.logger",
                        "logger",
                        "loggerName",
                        "Category",
                        "SourceContext",
                        "_logger",
                        "_logger_name"));
        put(names, FieldRole.NAME, List.of("name"));
        put(
                names,
                FieldRole.MESSAGE,
                List.of("message", "Message", "@m", "@mt", "msg", "short_message", "MESSAGE", "body", "event"));
        put(
                names,
                FieldRole.STACK,
                List.of(
                        "stack_trace",
                        "error.stack_trace",
                        "stackTrace",
                        "stacktrace",
                        "err.stack",
                        "error.stack",
                        "exc_info",
                        "exception",
                        "exception.stacktrace",
                        "Exception",
                        "@x",
                        "traceback",
                        "stack",
                        "full_message"));
        put(
                names,
                FieldRole.TYPE,
                List.of(
                        "error.type",
                        "err.type",
                        "err.name",
                        "error.name",
                        "exception.type",
                        "exception.exception_class",
                        "exc_type"));
        put(
                names,
                FieldRole.SKIPPED,
                List.of(
                        "thread_name",
                        "thread",
                        "threadName",
                        "_thread",
                        "_thread_name",
                        "thread_id",
                        "threadId",
                        "process.thread.name",
                        "process.pid",
                        "pid",
                        "@version",
                        "level_value",
                        "ecs.version",
                        "v"));
        return names;
    }

    private static void put(Map<String, Name> names, FieldRole role, List<String> paths) {
        for (int rank = 0; rank < paths.size(); rank++) {
            names.put(paths.get(rank), new Name(role, rank));
        }
    }
}
