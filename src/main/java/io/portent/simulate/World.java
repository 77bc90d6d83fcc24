package io.portent.simulate;

import java.util.function.LongConsumer;

/** The shop, its customers, its troubles and its people, second by second. */
final class World {
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600_000;
    /** Ordinary business: logs and order files. */
    private static final double GB_PER_SECOND = 5.5 / 86_400;

    private final SimulationSpec spec;
    private final Shop shop;
    private final RequestFlow flow;
    private final Reporter reporter;
    private final Chatter chatter;
    private final FaultInjector faults;
    private final LookAlikes lookAlikes;
    private final Operator operator;

    World(SimulationSpec spec, LogSink sink) {
        Chance chance = new Chance(spec.seed());
        MinuteStats stats = new MinuteStats();
        this.spec = spec;
        this.shop = new Shop(chance, spec.start().toEpochMilli(), sink);
        this.flow = new RequestFlow(shop, new RequestLog(shop, stats));
        this.reporter = new Reporter(shop, stats);
        this.chatter = new Chatter(shop);
        this.faults = new FaultInjector(shop, chance);
        this.lookAlikes = new LookAlikes(shop, chance);
        this.operator = new Operator(shop, faults, chance);
    }

    /** Runs to the end; the consumer is told after every simulated hour how many are done. */
    void run(LongConsumer hours) {
        for (long now = 0; now < spec.endMillis(); now += SECOND) {
            second(now);
            long pastHour = now + SECOND;
            if (pastHour % HOUR == 0) {
                hours.accept(pastHour / HOUR);
            }
        }
        faults.end(spec.endMillis());
        shop.slo.close(spec.endMillis());
    }

    private void second(long now) {
        if (now % 60_000 == 0) {
            shop.traffic.minute(now);
            shop.heap.sessions(shop.traffic.perSecond() * 9);
        }
        shop.second(now);
        shop.upstream.second();
        shop.disk.grow(GB_PER_SECOND);
        lookAlikes.second(now);
        faults.second(now);
        flow.second(now);
        if (now % SloMonitor.STEP_MILLIS == 0) {
            shop.slo.step(now);
        }
        operator.second(now);
        long moment = now + shop.log.chance.below(1_000);
        flow.runUntil(moment);
        reporter.second(moment);
        chatter.second(moment);
        flow.runUntil(now + SECOND);
    }

    Shop shop() {
        return shop;
    }

    FaultInjector faults() {
        return faults;
    }

    LookAlikes lookAlikes() {
        return lookAlikes;
    }
}
