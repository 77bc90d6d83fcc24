package io.portent.evaluate;

import java.time.Instant;
import java.util.Arrays;

/** What was forecast of one entity over a stretch of time, the worst of each piece where it is thinned. Immutable. */
public final class Trace {
    private final String entity;
    private final int horizons;
    private final long[] times;
    /** [step][horizon][orange or worse, red]; NaN: unknown. */
    private final float[] chances;
    /** [step][horizon], the state forecast: 0 green, 1 orange, 2 red; -1: unknown. */
    private final byte[] states;

    /** Takes the arrays over. */
    Trace(String entity, int horizons, long[] times, float[] chances, byte[] states) {
        this.entity = entity;
        this.horizons = horizons;
        this.times = times;
        this.chances = chances;
        this.states = states;
    }

    public String entity() {
        return entity;
    }

    public int size() {
        return times.length;
    }

    public Instant time(int step) {
        return Instant.ofEpochMilli(times[step]);
    }

    /** NaN: unknown. */
    public double orangeOrWorse(int step, int horizon) {
        return chances[2 * (step * horizons + horizon)];
    }

    /** NaN: unknown. */
    public double red(int step, int horizon) {
        return chances[2 * (step * horizons + horizon) + 1];
    }

    /** The state that was forecast, as a number that rises as it gets worse: 0 green, 1 orange, 2 red; -1: unknown. */
    public int state(int step, int horizon) {
        return states[step * horizons + horizon];
    }

    /** The part in [from, until], in at most so many pieces of equal length; of each the last time and the worst that was said. */
    Trace between(Instant from, Instant until, int most) {
        int first = place(from.toEpochMilli());
        int last = place(until.toEpochMilli() + 1);
        if (last <= first) {
            return new Trace(entity, horizons, new long[0], new float[0], new byte[0]);
        }
        long span = times[last - 1] - times[first] + 1;
        long length = (span + most - 1) / most;
        int[] pieces = new int[last - first];
        int count = 0;
        long piece = -1;
        for (int step = first; step < last; step++) {
            long of = (times[step] - times[first]) / length;
            count += of != piece ? 1 : 0;
            piece = of;
            pieces[step - first] = count - 1;
        }
        return thinned(first, pieces, count);
    }

    private Trace thinned(int first, int[] pieces, int count) {
        long[] at = new long[count];
        float[] worst = new float[2 * count * horizons];
        byte[] state = new byte[count * horizons];
        Arrays.fill(worst, Float.NaN);
        Arrays.fill(state, (byte) -1);
        for (int i = 0; i < pieces.length; i++) {
            int step = first + i;
            int to = pieces[i];
            at[to] = times[step];
            for (int k = 0; k < 2 * horizons; k++) {
                float chance = chances[2 * step * horizons + k];
                int place = 2 * to * horizons + k;
                worst[place] = Float.isNaN(worst[place]) || chance > worst[place] ? chance : worst[place];
            }
            for (int k = 0; k < horizons; k++) {
                byte said = states[step * horizons + k];
                state[to * horizons + k] = (byte) Math.max(state[to * horizons + k], said);
            }
        }
        return new Trace(entity, horizons, at, worst, state);
    }

    private int place(long time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : -found - 1;
    }
}
