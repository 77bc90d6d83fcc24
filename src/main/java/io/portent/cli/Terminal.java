package io.portent.cli;

import io.portent.agent.HistoryProgress;
import io.portent.config.ModelConfig;
import io.portent.model.TrainingListener;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Progress on standard error: one line that rewrites itself on a terminal, a plain line now and then elsewhere. */
final class Terminal implements HistoryProgress, TrainingListener {
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;
    private static final int BAR = 24;

    private final PrintWriter out;
    private final boolean interactive;
    private final int epochs;
    /** Epochs that each network has behind it; several are trained at a time. */
    private final int[] reached;

    private final long began = System.nanoTime();
    private String doing = "";
    private long doingSince = began;
    private long lastShown;
    private boolean drawn;

    /** For a verb that reads and trains nothing. */
    static Terminal reading(CommandSpec spec) {
        return new Terminal(spec.commandLine().getErr(), 1, 1);
    }

    static Terminal learning(CommandSpec spec, ModelConfig model) {
        return new Terminal(spec.commandLine().getErr(), model.ensemble(), model.epochs());
    }

    /**
     * @param members networks that will be trained, per fit
     * @param epochs upper bound per network
     */
    private Terminal(PrintWriter out, int members, int epochs) {
        this.out = out;
        this.interactive =
                Boolean.getBoolean("portent.terminal"); // the launcher knows: from JDK 22 on the console does not
        this.epochs = epochs;
        this.reached = new int[members];
    }

    @Override
    public void events(String what, long soFar) {
        if ((soFar & 0xfff) != 0) {
            return;
        }
        begin(what);
        double seconds = (System.nanoTime() - doingSince) / 1e9;
        show(String.format(Locale.ROOT, "%s: %,d events, %,.0f/s", what, soFar, soFar / Math.max(seconds, 1e-3)));
    }

    /** Told by the simulation after every hour of its time. */
    void hours(long hours) {
        begin("simulating");
        show(String.format(Locale.ROOT, "simulating: day %d", hours / 24 + 1));
    }

    @Override
    public synchronized void epoch(int member, int epoch, double loss, double heldOut) {
        begin("training");
        if (epoch == 1 && reached[member] > 1) {
            Arrays.fill(reached, 0); // a second fit begins
            doingSince = System.nanoTime();
        }
        reached[member] = epoch;
        double done = (double) Arrays.stream(reached).sum() / epochs / reached.length;
        double seconds = (System.nanoTime() - doingSince) / 1e9;
        int filled = (int) (done * BAR);
        show(String.format(
                Locale.ROOT,
                "training [%s%s] network %d of %d, epoch %d, loss %.4f, held out %.4f, at most %.0f s left",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                member + 1,
                reached.length,
                epoch,
                loss,
                heldOut,
                seconds / done * (1 - done)));
    }

    @Override
    public boolean stop() {
        return Thread.currentThread().isInterrupted();
    }

    private void begin(String what) {
        if (!what.equals(doing)) {
            doing = what;
            doingSince = System.nanoTime();
            lastShown = 0;
        }
    }

    private void show(String text) {
        long now = System.nanoTime();
        if (now - lastShown < (interactive ? REDRAW_NANOS : PLAIN_NANOS) && lastShown != 0) {
            return;
        }
        lastShown = now;
        if (interactive) {
            out.print("\r\u001b[K" + text);
            drawn = true;
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Ends the line that rewrites itself, so that what follows starts on a line of its own. */
    void done() {
        if (drawn) {
            out.print("\r\u001b[K");
            out.flush();
            drawn = false;
        }
    }

    double secondsSinceStart() {
        return (System.nanoTime() - began) / 1e9;
    }
}
