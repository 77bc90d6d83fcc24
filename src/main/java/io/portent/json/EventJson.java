package io.portent.json;

import io.portent.event.LogEvent;
import io.portent.event.Thrown;
import java.util.TreeMap;

/**
 * An event as one line of JSON, everything the agent has understood of it.
 *
 * <pre>
 *   {"time": "2026-01-02T03:04:05Z", "severity": "WARN", "logger": "com.shop.Pool", "message": "...",
 *    "fields": {"pool": "db", "waiting": 7.0}, "exception": "java.net.ConnectException", "frame": "com.shop.Pool.take",
 *    "source": "app", "file": "/var/log/app.log", "line": 17}
 * </pre>
 */
public final class EventJson {
    private EventJson() {}

    public static String write(LogEvent event) {
        StringBuilder json = new StringBuilder(256);
        json.append("{\"time\":").append(Json.quote(event.time().toString()));
        json.append(",\"severity\":").append(Json.quote(event.severity().name()));
        json.append(",\"logger\":").append(Json.quote(event.logger()));
        json.append(",\"message\":").append(Json.quote(event.message()));
        json.append(",\"fields\":{").append(fields(event)).append('}');
        Thrown thrown = event.thrown();
        if (thrown != null) {
            json.append(",\"exception\":").append(Json.quote(thrown.type()));
            json.append(",\"frame\":").append(Json.quote(thrown.frame()));
        }
        json.append(",\"source\":").append(Json.quote(event.origin().source()));
        json.append(",\"file\":").append(Json.quote(event.origin().file()));
        return json.append(",\"line\":")
                .append(event.origin().line())
                .append('}')
                .toString();
    }

    private static String fields(LogEvent event) {
        TreeMap<String, String> all = new TreeMap<>();
        event.texts().forEach((name, text) -> all.put(name, Json.quote(text)));
        event.numbers().forEach((name, number) -> all.put(name, number.toString()));
        StringBuilder json = new StringBuilder();
        all.forEach((name, value) -> json.append(json.length() == 0 ? "" : ",")
                .append(Json.quote(name))
                .append(':')
                .append(value));
        return json.toString();
    }
}
