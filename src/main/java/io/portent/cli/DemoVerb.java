package io.portent.cli;

import io.portent.agent.Training;
import io.portent.config.ModelConfig;
import io.portent.demo.Demo;
import io.portent.demo.DemoPlan;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The first look: simulates a faulty shop, learns from its logs, and forecasts one of its failures.",
            "Takes about a minute and a half the first time. Needs no configuration and no logs."
        },
        footer = {
            "",
            "Examples:",
            "  agent demo",
            "  agent demo --once --dir /tmp/demo --listen 127.0.0.1:0",
            "Then open http://127.0.0.1:9781/; Ctrl-C ends it."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DemoVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where everything is written. Default: data/demo")
    Path directory = Path.of("data", "demo");

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where page and metrics are served; port 0: any free one. Default: 127.0.0.1:9781")
    String listen = "127.0.0.1:9781";

    @Option(
            names = "--once",
            description = "Ends right after the failure: exit code 0 if red was forecast before it, else 1.")
    boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DemoPlan plan = new DemoPlan(directory, Listen.parse(listen), once);
        ModelConfig model = Demo.model(plan);
        Terminal terminal = Terminal.learning(spec, model);
        Demo demo = new Demo(plan, new Dl4jNetworks(), System::nanoTime, line -> {
            terminal.done();
            out.println(line);
            out.flush();
        });
        demo.simulate(terminal::hours);
        Training.Outcome learnt = demo.train(terminal, terminal);
        out.println();
        out.print(ScoreTable.red(learnt.bundle().horizons(), learnt.scores()));
        out.println(demo.scoredOn());
        out.println();
        try (Stop stop = Stop.onSignal()) {
            boolean warned = demo.replay(stop.told());
            return warned || !once ? 0 : 1;
        }
    }
}
