package io.portent.parse;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose JSON lines these are, told by the names of their fields. For people only: all are read alike. */
enum JsonProfile {
    ECS("ecs"),
    LOGSTASH("logstash"),
    SERILOG("Serilog"),
    BUNYAN("bunyan"),
    PINO("pino"),
    ZAP("zap"),
    GELF("gelf"),
    JOURNALD("journald"),
    POSTGRES("PostgreSQL"),
    PYTHON("python-json-logger"),
    STRUCTLOG("structlog"),
    DOTNET(".NET"),
    SLOG("slog, logrus"),
    ZEROLOG("zerolog");

    private final String title;

    JsonProfile(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The first that fits; null: names that several libraries use. */
    static @Nullable JsonProfile of(Set<String> names) {
        for (JsonProfile profile : values()) {
            if (profile.fits(names)) {
                return profile;
            }
        }
        return null;
    }

    private boolean fits(Set<String> names) {
        return switch (this) {
            case ECS -> names.contains("@timestamp") && (has(names, "log.level") || has(names, "ecs.version"));
            case LOGSTASH -> names.contains("@timestamp");
            case SERILOG -> names.contains("@t");
            case BUNYAN -> has(names, "v", "pid", "hostname", "level", "msg");
            case PINO -> has(names, "pid", "hostname", "level", "msg");
            case ZAP -> has(names, "ts", "level", "msg");
            case GELF -> names.contains("short_message");
            case JOURNALD -> names.contains("__REALTIME_TIMESTAMP");
            case POSTGRES -> names.contains("error_severity");
            case PYTHON -> names.contains("levelname") || names.contains("asctime");
            case STRUCTLOG -> has(names, "event", "level", "timestamp");
            case DOTNET -> has(names, "LogLevel", "Category");
            case SLOG -> has(names, "time", "level", "msg");
            case ZEROLOG -> has(names, "time", "level", "message");
        };
    }

    private static boolean has(Set<String> names, String... all) {
        for (String name : all) {
            if (!names.contains(name)) {
                return false;
            }
        }
        return true;
    }
}
