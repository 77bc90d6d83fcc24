package io.portent.agent;

import io.portent.json.BadJsonException;
import io.portent.json.JsonValue;
import io.portent.web.Inbox;
import io.portent.web.RefusedException;
import java.util.Map;

/** The webhook of a drill: waits for one alert of one entity, and keeps nothing. Thread-safe. */
final class DrillInbox implements Inbox {
    private final String alert;
    private final String entity;
    private volatile boolean arrived;

    DrillInbox(String alert, String entity) {
        this.alert = alert;
        this.entity = entity;
    }

    boolean arrived() {
        return arrived;
    }

    @Override
    public String alerts(String body) {
        try {
            for (JsonValue one : JsonValue.read(body).at("alerts").list()) {
                Map<String, String> labels = one.at("labels").texts();
                arrived |= alert.equals(labels.get("alertname")) && entity.equals(labels.get("entity"));
            }
        } catch (BadJsonException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        return "{}\n";
    }

    @Override
    public String labels(String body) {
        throw new RefusedException("this is a drill: labels are not taken");
    }

    @Override
    public String interventions(String body) {
        throw new RefusedException("this is a drill: interventions are not taken");
    }

    @Override
    public String takeBack(Map<String, String> query) {
        throw new RefusedException("this is a drill: labels are not kept");
    }

    @Override
    public String labels(Map<String, String> query, boolean trusted) {
        return "{\"labels\":[]}\n";
    }
}
