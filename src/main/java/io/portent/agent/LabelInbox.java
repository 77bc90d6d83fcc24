package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.EntitySpec;
import io.portent.config.FeedsConfig.WebhookConfig;
import io.portent.feed.Told;
import io.portent.feed.alertmanager.LatestEnds;
import io.portent.feed.alertmanager.Notification;
import io.portent.feed.api.LabelsJson;
import io.portent.feed.api.PostedIntervention;
import io.portent.feed.api.PostedLabels;
import io.portent.json.BadJsonException;
import io.portent.json.JsonValue;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.web.Inbox;
import io.portent.web.RefusedException;
import io.portent.web.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What others tell over HTTP, into the store. Thread-safe. */
public final class LabelInbox implements Inbox {
    private static final List<String> ASKED = List.of("since", "until", "entity");
    private static final int MOST_SHOWN = 10_000;
    private static final Duration USUAL = Duration.ofDays(30);

    private final Notification notifications;
    private final Supplier<Store> store;
    private final InstantSource clock;
    private final String onlyEntity;
    private final Object alertsLock = new Object();

    /** @param store asked for each request; may throw {@link StoreException} while it cannot be opened */
    public LabelInbox(AgentConfig config, Supplier<Store> store, InstantSource clock) {
        WebhookConfig webhook = config.feeds().webhook();
        this.notifications = new Notification(webhook.mapping(), webhook.entities());
        this.store = store;
        this.clock = clock;
        this.onlyEntity = config.entity() instanceof EntitySpec.Named named ? named.name() : "";
    }

    @Override
    public String alerts(String body) {
        return telling(() -> {
            Told told = notifications.read(JsonValue.read(body), now());
            // One at a time: between what is read of a label and what is written nobody may end it later.
            synchronized (alertsLock) {
                LabelBook book = store.get().labels();
                return LabelsJson.notified(book.put(LatestEnds.of(told.labels(), book)), told.ignored());
            }
        });
    }

    @Override
    public String labels(String body) {
        return telling(() -> {
            List<Recorded> posted = PostedLabels.read(JsonValue.read(body), onlyEntity, now());
            return LabelsJson.posted(store.get().labels().put(posted), posted);
        });
    }

    @Override
    public String interventions(String body) {
        return telling(() -> {
            Intervention posted = PostedIntervention.read(JsonValue.read(body), onlyEntity, now());
            store.get().interventions().record(posted);
            return LabelsJson.posted(posted);
        });
    }

    /** What other systems have told they would tell again: that is not for a person to take back, but to contradict. */
    @Override
    public String takeBack(Map<String, String> query) {
        String key = query.getOrDefault("key", "");
        if (!query.keySet().equals(Set.of("key"))) {
            throw new RefusedException("the query must have key and no other name");
        }
        return telling(() -> {
            LabelBook book = store.get().labels();
            boolean known = book.labels(TimeSpan.ALL).stream()
                    .anyMatch(
                            one -> one.key().equals(key) && one.label().source().equals(PostedLabels.PERSON));
            if (!known) {
                throw new RefusedException("no label of a person has the key " + key);
            }
            return LabelsJson.takenBack(book.remove(List.of(key)));
        });
    }

    @Override
    public String labels(Map<String, String> query, boolean trusted) {
        return telling(() -> {
            AskedSpan span = AskedSpan.of(query, ASKED, now(), USUAL);
            String entity = query.get("entity");
            List<Recorded> all = store.get().labels().labels(new TimeSpan(span.since(), span.until())).stream()
                    .filter(one -> entity == null
                            || one.label().entity().isEmpty()
                            || one.label().entity().equals(entity))
                    .toList();
            if (all.size() > MOST_SHOWN) {
                throw new RefusedException("these are " + all.size() + " labels, of which at most " + MOST_SHOWN
                        + " are shown at once; narrow since and until");
            }
            return LabelsJson.write(all, trusted);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String telling(Supplier<String> work) {
        try {
            return work.get();
        } catch (BadJsonException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            throw new UnavailableException(e);
        }
    }
}
