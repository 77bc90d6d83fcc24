package io.portent.cli;

import io.portent.bundle.file.TextBundleFile;
import io.portent.codec.Codec;
import io.portent.text.TextBundle;
import io.portent.text.TextListener;
import io.portent.text.TextProgress;
import io.portent.text.TextSpec;
import io.portent.text.TextTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Training on standard output: what it is, how it goes, and what it writes. */
final class TextTold implements TextListener {
    private final PrintWriter out;
    private final Codec<?> codec;
    private final TextTraining<?> training;
    private final TextBundleFile files;
    private final TextFrequencyOptions names;
    private final BooleanSupplier ended;
    private long since = System.nanoTime();
    private long stepsThen;

    TextTold(
            PrintWriter out,
            Codec<?> codec,
            TextTraining<?> training,
            TextBundleFile files,
            TextFrequencyOptions names,
            BooleanSupplier ended) {
        this.out = out;
        this.codec = codec;
        this.training = training;
        this.files = files;
        this.names = names;
        this.ended = ended;
        this.stepsThen = training.iterations();
    }

    /** @param widths variables that would say what the text decides */
    void begin(TextSpec spec, List<String> widths, Map<String, String> environment) {
        say(
                "%,d steps to learn, %,d held out; %d inputs, %d layers of %d %s units, %,d weights",
                training.learnt(),
                training.heldOut(),
                codec.inputs(),
                spec.layers(),
                spec.units(),
                spec.network().label(),
                training.weights());
        for (String name : widths) {
            String value = environment.get(name);
            if (value != null && !value.equals(Integer.toString(codec.inputs()))) {
                say("%s=%s is left aside: the text has %d different steps", name, value, codec.inputs());
            }
        }
    }

    @Override
    public boolean stop() {
        return ended.getAsBoolean();
    }

    @Override
    public void info(TextProgress at) {
        long now = System.nanoTime();
        double seconds = Math.max(1e-9, (now - since) / 1e9);
        double perSecond = (at.iterations() - stepsThen) * training.stepsPerIteration() / seconds;
        since = now;
        stepsThen = at.iterations();
        say(
                "epoch %d, iteration %d, loss %.4f (%.4f per step), %,.0f steps/s",
                at.epoch() + 1,
                at.iterations(),
                at.smoothLoss(),
                at.smoothLoss() / training.sequenceSteps(),
                perSecond);
    }

    @Override
    public void sample(TextProgress at, String text) {
        say("---- iteration %d ----%n%s%n----", at.iterations(), text);
    }

    @Override
    public void epoch(TextProgress at) {
        Double validation = at.validation();
        say(
                "epoch %d done, loss %.4f%s",
                at.epoch(),
                at.smoothLoss(),
                validation == null
                        ? ""
                        : String.format(Locale.ROOT, ", %.4f nats per step on what is held out", validation));
    }

    @Override
    public void backup(TextBundle<?> bundle) {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
        Path file = Path.of(names.backupPrefix + GoTimeLayout.format(names.backupSuffix, now) + ".bin");
        try {
            files.save(file, bundle);
        } catch (IOException e) {
            // Hours of learning are not to end with a copy of them.
            say("the copy %s cannot be written, learning goes on: %s", file, e);
            return;
        }
        say("copied to %s", file);
    }

    void saved(Path file, TextBundle<?> bundle) {
        TextProgress at = bundle.progress();
        String how = at.epoch() >= bundle.spec().epochs()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; of epoch %d %d batches are done, --restore goes on",
                        at.epoch() + 1,
                        at.batch());
        say("saved to %s after %d iterations%s", file, at.iterations(), how);
    }

    private void say(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
