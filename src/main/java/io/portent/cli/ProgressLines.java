package io.portent.cli;

import io.portent.bundle.RetrainProgress;
import io.portent.bundle.file.RetrainLines;
import io.portent.config.ModelConfig;
import io.portent.model.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Progress for another process, a line for every epoch. Thread-safe: the networks of an ensemble are trained side by side. */
final class ProgressLines implements TrainingListener {
    private final PrintWriter out;
    private final int epochs;
    private final int[] reached;
    private int fit = 1;

    ProgressLines(PrintWriter out, ModelConfig model) {
        this.out = out;
        this.epochs = model.epochs();
        this.reached = new int[model.ensemble()];
    }

    @Override
    public synchronized void epoch(int member, int epoch, double loss, double heldOut) {
        if (epoch <= reached[member]) {
            fit++;
            Arrays.fill(reached, 0);
        }
        reached[member] = epoch;
        double done = (double) Arrays.stream(reached).sum() / epochs / reached.length;
        try {
            out.println(RetrainLines.of(new RetrainProgress(fit, member + 1, epoch, heldOut, done)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    @Override
    public boolean stop() {
        return Thread.currentThread().isInterrupted();
    }
}
