package io.portent.json;

import io.portent.explain.Cause;
import io.portent.explain.CauseKind;
import io.portent.explain.Explanation;
import io.portent.explain.LoggedLine;
import io.portent.explain.Resemblance;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a forecast is not green, as JSON.
 *
 * <pre>
 *   {"level": "orange", "seconds": 300, "chance": 0.63, "without": 0.04, "causes": [{"kind": "template", "id": "5f…", "text": "pool nearly empty, &lt;*&gt; left",
 *       "count": 12, "share": 0.42, "windows": ["2026-01-02T03:00:00Z"], "lines": [{"time": …, "file": …, "line": 17, "text": …}]}],
 *    "resembles": {"known": 14, "nearest": {"entity": "till", "alike": …, "onset": …, "state": "red", "seconds": 540, "likeness": 0.81}}}
 * </pre>
 */
final class ExplanationJson {
    private ExplanationJson() {}

    /** @param logText whether text of logs may be shown: what is not of the agent's own making is null otherwise, and there are no lines */
    static String write(Explanation why, boolean logText) {
        return "{\"level\":" + Json.quote(why.level().label())
                + ",\"seconds\":" + why.horizon().toSeconds()
                + ",\"chance\":" + why.chance()
                + ",\"without\":" + (why.causes().isEmpty() ? "null" : Double.toString(why.without()))
                + ",\"causes\":" + list(why.causes(), cause -> cause(cause, logText))
                + ",\"resembles\":" + resembles(why.resembles()) + "}";
    }

    private static String cause(Cause cause, boolean logText) {
        boolean named = logText || cause.kind() == CauseKind.TEMPLATE;
        return "{\"kind\":" + Json.quote(cause.kind().label())
                + ",\"id\":" + (named ? Json.quote(cause.id()) : "null")
                + ",\"text\":" + (logText ? Json.quote(cause.text()) : "null")
                + ",\"count\":" + cause.count()
                + ",\"share\":" + cause.share()
                + ",\"windows\":" + list(cause.windows(), ExplanationJson::time)
                + (logText ? ",\"lines\":" + list(cause.lines(), ExplanationJson::line) : "")
                + "}";
    }

    private static String line(LoggedLine line) {
        return "{\"time\":" + time(line.time())
                + ",\"file\":" + Json.quote(line.file())
                + ",\"line\":" + line.line()
                + ",\"text\":" + Json.quote(line.text()) + "}";
    }

    private static String resembles(@Nullable Resemblance resembles) {
        if (resembles == null) {
            return "null";
        }
        Resemblance.Incident nearest = resembles.nearest();
        return "{\"known\":" + resembles.known() + ",\"nearest\":" + (nearest == null ? "null" : incident(nearest))
                + "}";
    }

    private static String incident(Resemblance.Incident one) {
        return "{\"entity\":" + Json.quote(one.entity())
                + ",\"alike\":" + time(one.alike())
                + ",\"onset\":" + time(one.onset())
                + ",\"state\":" + Json.quote(one.state().label())
                + ",\"seconds\":" + one.later().toSeconds()
                + ",\"likeness\":" + one.likeness() + "}";
    }

    private static String time(Instant time) {
        return Json.quote(time.toString());
    }

    private static <T> String list(Collection<T> all, Function<T, String> each) {
        return all.stream().map(each).collect(Collectors.joining(",", "[", "]"));
    }
}
