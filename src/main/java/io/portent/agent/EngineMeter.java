package io.portent.agent;

import io.portent.metrics.AgentMetrics;
import io.portent.metrics.SourceMeter;
import io.portent.pipeline.EventPipeline;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.pipeline.Losses;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the metrics what an engine counts, once it is the one that counts: a successor has read lines that its predecessor
 * had counted. Not thread-safe but for {@link #count}, {@link #counts} and which sources there are; owned by the pipeline thread.
 */
final class EngineMeter {
    private final AgentMetrics metrics;
    private final Map<String, SourceMeter> sources = new ConcurrentHashMap<>();
    private volatile boolean counting;
    private int known;
    private long fresh;
    private long overflowed;
    private long leftOut;

    EngineMeter(AgentMetrics metrics) {
        this.metrics = metrics;
    }

    /** The meter of one source that is read from now on. */
    SourceMeter source(String name) {
        return sources.computeIfAbsent(name, metrics::source);
    }

    /** All others are read no more: what is told of their last events goes nowhere. */
    void retain(Set<String> names) {
        sources.keySet().retainAll(names);
    }

    /** From now on what is read counts. */
    void count() {
        counting = true;
    }

    boolean counts() {
        return counting;
    }

    /** A model recognises from now on, and counts from zero. */
    void serves(int templates) {
        known = templates;
        fresh = 0;
        overflowed = 0;
    }

    /** What became of one event of the source. */
    void lost(String source, Losses losses) {
        SourceMeter meter = sources.get(source);
        if (counting && meter != null) {
            SourceReader.tell(meter, losses);
        }
    }

    /** What has been counted since the last time. */
    void report(FrozenRecogniser model, EventPipeline pipeline) {
        long freshNow = model.newTemplates();
        long overflowedNow = model.overflowed();
        long leftOutNow = pipeline.leftOut();
        if (counting) {
            metrics.templates(known + model.beside());
            metrics.newTemplates(freshNow - fresh);
            metrics.overflowed(overflowedNow - overflowed);
            metrics.leftOut(leftOutNow - leftOut);
            metrics.held(pipeline.counts().held());
        }
        fresh = freshNow;
        overflowed = overflowedNow;
        leftOut = leftOutNow;
    }
}
