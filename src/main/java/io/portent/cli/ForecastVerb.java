package io.portent.cli;

import io.portent.agent.Forecasting;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.json.ForecastJson;
import io.portent.metrics.HorizonLabel;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = "One forecast from the logs on disk, as of now or of --until.",
        footer = {
            "",
            "Examples:",
            "  agent forecast",
            "  agent forecast --why",
            "  agent forecast --until 2026-03-05T14:05:00Z --json",
            "Exit codes: 0 forecast, be it green, red or unknown; 1 no model, or no log event",
            "before that time; 2 wrong usage"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ForecastVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigOptions options;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "As of this time instead of now: a date, a time with a zone, a duration back, or 'end': the end"
                            + " of the logs.")
    @Nullable
    String until;

    @Mixin
    ModelOption model;

    @Option(
            names = "--why",
            description =
                    "What drives a forecast that is not green, with the lines of it, and the past incident that it is like."
                            + " Shows text of the logs.")
    boolean why;

    @Option(names = "--json", description = "JSON, as /api/v1/forecast has it.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = options.load();
        InstantSource clock = InstantSource.system();
        Terminal terminal = Terminal.reading(spec);
        Forecasting forecasting = new Forecasting(config, new Dl4jNetworks(), clock, terminal);
        Forecasting.Outcome outcome = forecasting.forecast(model.load(config), at(config, clock, terminal), why);
        terminal.done();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(ForecastJson.write(outcome.forecasts(), Set.of(), outcome.explained(), why, HorizonLabel::of));
        } else {
            for (Forecast forecast : outcome.forecasts()) {
                print(out, forecast);
                if (why) {
                    out.print(WhyText.of(outcome.explained().get(forecast.entity())));
                }
            }
        }
        out.flush();
        if (outcome.forecasts().isEmpty()) {
            throw new FailedException("no log event before " + outcome.time());
        }
        return 0;
    }

    private @Nullable Instant at(AgentConfig config, InstantSource clock, Terminal terminal) throws IOException {
        if (until == null) {
            return clock.instant();
        }
        if (until.equals("end")) {
            return null;
        }
        TimeRange asked = new TimeRange(null, until).check();
        return asked.until(LogRange.reference(asked, config, clock, terminal));
    }

    private static void print(PrintWriter out, Forecast forecast) {
        out.printf("%s as of %s%n", forecast.entity(), forecast.time());
        if (forecast.unknown() != null) {
            out.printf("  unknown: %s%n", forecast.unknown());
            return;
        }
        for (HorizonForecast horizon : forecast.horizons()) {
            out.printf(
                    Locale.ROOT,
                    "  within %-4s %-7s green %5.1f %%  orange %5.1f %%  red %5.1f %%%n",
                    HorizonLabel.of(horizon.horizon()),
                    horizon.state() == null ? "unknown" : horizon.state().label(),
                    100 * horizon.green(),
                    100 * horizon.orange(),
                    100 * horizon.red());
        }
    }
}
