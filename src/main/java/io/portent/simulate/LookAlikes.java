package io.portent.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What looks like the beginning of a failure, in an ordinary week, and is not. */
final class LookAlikes {
    enum Kind {
        NIGHTLY_BATCH,
        DEPLOY,
        GC_STORM,
        UPSTREAM_HICCUP;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** [start, end) in milliseconds; strength from 0 to 1. */
    record Episode(Kind kind, long start, long end, double strength) {
        double progress(long now) {
            return (double) (now - start) / (end - start);
        }
    }

    private static final long DAY = 86_400_000L;
    private static final long MINUTE = 60_000L;

    private final Shop shop;
    private final Chance chance;
    private final List<Episode> planned = new ArrayList<>();
    private final List<Episode> past = new ArrayList<>();

    LookAlikes(Shop shop, Chance chance) {
        this.shop = shop;
        this.chance = chance.fork("look-alikes");
    }

    void second(long now) {
        if (now % DAY == 0) {
            planDay(now);
        }
        for (int i = planned.size() - 1; i >= 0; i--) {
            Episode episode = planned.get(i);
            if (now >= episode.end) {
                end(episode, now);
                planned.remove(i);
                past.add(episode);
            } else if (now == episode.start) {
                begin(episode, now);
            } else if (now > episode.start) {
                goOn(episode, now);
            }
        }
    }

    private void planDay(long midnight) {
        shop.upstream.newDay();
        plan(Kind.NIGHTLY_BATCH, midnight + at(2.4, 2.8), minutes(18, 45));
        long weekday = Math.floorMod(midnight / DAY, 7L);
        if (weekday == 1 || weekday == 3 || chance.happens(0.12)) {
            plan(Kind.DEPLOY, midnight + at(9.5, 16), minutes(1, 2));
        }
        if (chance.happens(0.45)) {
            plan(Kind.GC_STORM, midnight + at(7, 22), minutes(8, 25));
        }
        for (double left = 0.9; left > 0; left -= 0.45) {
            if (chance.happens(0.4)) {
                plan(Kind.UPSTREAM_HICCUP, midnight + at(1, 23), minutes(1, 4));
            }
        }
    }

    private void plan(Kind kind, long start, long length) {
        long whole = start / 1_000 * 1_000;
        planned.add(new Episode(kind, whole, whole + length, chance.unit()));
    }

    private long at(double fromHour, double toHour) {
        return Math.round(chance.between(fromHour, toHour) * 60 * MINUTE);
    }

    private long minutes(double least, double most) {
        return Math.round(chance.between(least, most) * MINUTE);
    }

    private void begin(Episode episode, long now) {
        ShopLog log = shop.log;
        switch (episode.kind) {
            case NIGHTLY_BATCH -> {
                if (shop.up()) {
                    log.write(
                            SystemLine.BATCH_STARTED, "batch-1", now, "stock-sync", 40_000 + log.chance.below(30_000));
                }
            }
            case DEPLOY -> {
                if (shop.up()) {
                    shop.deploy(now, 3_000 + Math.round(2_000 * episode.strength));
                }
            }
            case GC_STORM -> {
                if (shop.up()) {
                    log.write(SystemLine.REPORT_STARTED, "report-1", now, report(), 80_000 + log.chance.below(90_000));
                }
            }
            case UPSTREAM_HICCUP -> shop.upstream.hiccup(0.10 + 0.13 * episode.strength);
        }
    }

    private void goOn(Episode episode, long now) {
        double arch = StrictMath.sin(StrictMath.PI * episode.progress(now));
        switch (episode.kind) {
            case NIGHTLY_BATCH -> {
                boolean runs = shop.up();
                shop.connections.hold(runs ? 3 + (int) Math.round(4 * episode.strength) : 0);
                shop.database.batchCost(1 + 1.2 * arch);
                shop.disk.batch(runs ? arch * (6 + 12 * episode.strength) : 0);
                shop.heap.storm(runs ? 180 * arch : 0);
                if (runs) {
                    batchLines(episode, now);
                }
            }
            case GC_STORM -> {
                shop.heap.storm(shop.up() ? arch * (330 + 110 * episode.strength) : 0);
                shop.database.batchCost(1 + arch);
            }
            case DEPLOY, UPSTREAM_HICCUP -> {
                // over and done with, or set once at the start
            }
        }
    }

    private void batchLines(Episode episode, long now) {
        Chance dice = shop.log.chance;
        if (dice.happens(0.05)) {
            long took = Math.round(dice.logNormal(1_900, 0.5));
            int chunk = 1 + (int) (episode.progress(now) * 400);
            if (took > 3_400) {
                shop.log.write(SystemLine.BATCH_CHUNK_SLOW, "batch-1", now, chunk, took, 50 + dice.below(50));
            } else {
                shop.log.write(SystemLine.BATCH_CHUNK, "batch-1", now, chunk, took);
            }
        }
        if (dice.happens(0.008 + 0.01 * episode.strength)) {
            shop.log.write(SystemLine.BATCH_SKIPPED, "batch-1", now, dice.below(60_000), 1_000 + dice.below(9_000));
        }
        if (dice.happens(0.004)) {
            shop.log.write(SystemLine.BATCH_LOCK, "batch-1", now, 1 + dice.below(3));
        }
        if (now == episode.start + 150_000) {
            shop.log.write(
                    SystemLine.LEAK_SUSPECT,
                    "shop-pool housekeeper",
                    now,
                    Traces.batchHolds(),
                    1_000 + dice.below(9_000),
                    "batch-1");
        }
    }

    private void end(Episode episode, long now) {
        switch (episode.kind) {
            case NIGHTLY_BATCH -> {
                shop.connections.hold(0);
                shop.database.batchCost(1);
                shop.disk.batch(0);
                shop.heap.storm(0);
                shop.disk.rotateLogs();
                if (shop.up()) {
                    int skipped = 5 + shop.log.chance.below(40);
                    shop.log.write(SystemLine.BATCH_DONE, "batch-1", now, "stock-sync", skipped);
                    shop.log.write(
                            SystemLine.LOGS_ROTATED,
                            "log-rotation",
                            now,
                            8 + shop.log.chance.below(9),
                            ShopLog.decimal(shop.log.chance.between(3, 8), 1));
                }
            }
            case DEPLOY -> {
                // the restart ended long before
            }
            case GC_STORM -> {
                shop.heap.storm(0);
                shop.database.batchCost(1);
                if (shop.up()) {
                    long took = (episode.end - episode.start) / 1_000;
                    shop.log.write(SystemLine.REPORT_DONE, "report-1", now, report(), took);
                }
            }
            case UPSTREAM_HICCUP -> shop.upstream.hiccup(0);
        }
    }

    private String report() {
        return shop.log.chance.happens(0.5) ? "turnover by category" : "returns by supplier";
    }

    List<Episode> past() {
        return List.copyOf(past);
    }
}
