package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.FeedsConfig;
import io.portent.feed.Feed;
import io.portent.feed.FeedException;
import io.portent.feed.FetchReport;
import io.portent.feed.Pause;
import io.portent.feed.grafana.GrafanaFeed;
import io.portent.feed.prometheus.PrometheusFeed;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the configured systems what they know of health, from where the last question ended. A system that fails is asked again the next
 * time, for all that was missed; it is said once that it fails, and once that it does no longer. Not thread-safe; owned by the schedule.
 */
public final class LabelFetching {
    private static final Logger log = LoggerFactory.getLogger(LabelFetching.class);

    private final List<Feed> feeds;
    private final Duration since;
    private final Supplier<Store> store;
    private final InstantSource clock;
    private final Map<String, Instant> reached = new HashMap<>();
    private final Map<String, String> failing = new HashMap<>();

    /** @param store asked for each run; may throw {@link StoreException} while it cannot be opened */
    public LabelFetching(AgentConfig config, Supplier<Store> store, InstantSource clock, Pause pause) {
        this.feeds = feeds(config.feeds(), pause);
        this.since = config.feeds().since();
        this.store = store;
        this.clock = clock;
    }

    /** Those that are configured. */
    public static List<Feed> feeds(FeedsConfig config, Pause pause) {
        List<Feed> feeds = new ArrayList<>();
        if (config.prometheus() != null) {
            feeds.add(new PrometheusFeed(config.prometheus(), pause));
        }
        if (config.grafana() != null) {
            feeds.add(new GrafanaFeed(config.grafana(), pause));
        }
        return feeds;
    }

    /** Whether there is anything to ask. */
    public boolean isNeeded() {
        return !feeds.isEmpty();
    }

    /** Asks each of them once. Throws nothing that the next run may mend. */
    public void run() {
        for (Feed feed : feeds) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            try {
                FetchReport report = feed.fetch(new TimeSpan(from(feed, now), now), store.get(), now);
                reached.put(feed.name(), now);
                recovered(feed.name(), report);
            } catch (FeedException | StoreException e) {
                failed(feed.name(), String.valueOf(e.getMessage()));
            }
        }
    }

    /** From where the last question ended, however long ago that is; less what may have changed since. */
    private Instant from(Feed feed, Instant now) {
        Instant last = reached.get(feed.name());
        Instant from = last == null ? now.minus(since) : last.minus(feed.settling());
        return from.isBefore(now) ? from : now; // a clock that was set back
    }

    private void recovered(String name, FetchReport report) {
        if (failing.remove(name) != null) {
            log.info("labels of {} are read again", name);
        }
        if (report.labels().added() + report.labels().changed() + report.interventions() > 0) {
            log.info(
                    "labels of {}: {} added, {} changed, {} interventions",
                    name,
                    report.labels().added(),
                    report.labels().changed(),
                    report.interventions());
        }
    }

    private void failed(String name, String why) {
        if (!why.equals(failing.put(name, why))) {
            log.warn("labels of {} are not read now, those known stay: {}", name, why);
        }
    }
}
