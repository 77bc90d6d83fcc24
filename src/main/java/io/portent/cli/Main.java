package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.agent.HeldException;
import io.portent.agent.Versions;
import io.portent.bundle.file.BadBundleException;
import io.portent.codec.BadTextException;
import io.portent.config.ConfigException;
import io.portent.csv.BadLabelsException;
import io.portent.model.TrainingStopped;
import io.portent.pipeline.NotEnoughException;
import io.portent.store.StoreException;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code agent} command. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "VERB",
        description = "Reads a service's logs, learns from its labelled health history, and forecasts its health.",
        footer = {
            "",
            "Examples:",
            "  agent demo",
            "  agent parse --summary /var/log/app/app.log",
            "  agent train --logs '/var/log/app/*.log' --labels labels.csv",
            "  agent run",
            "The first needs nothing; the others are the way to a forecast of your own",
            "service: docs/GETTING-STARTED.md. agent VERB --help tells more.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration"
        })
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final List<Class<?>> VERBS = List.of(
            DemoVerb.class,
            RunVerb.class,
            TrainVerb.class,
            BackfillVerb.class,
            RetrainVerb.class,
            ModelsVerb.class,
            EvaluateVerb.class,
            ForecastVerb.class,
            ReplayVerb.class,
            ParseVerb.class,
            LabelVerb.class,
            DrillVerb.class,
            SimulateVerb.class,
            TextVerb.class,
            CheckConfigVerb.class,
            CompletionVerb.class,
            ManVerb.class);

    private Main() {}

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"portent " + Versions.version() + " (" + Versions.revision() + ")"};
        }
    }

    public static void main(String[] args) {
        System.exit(run(
                args,
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(new OutputStreamWriter(System.err, UTF_8), true)));
    }

    /**
     * One verb. What it prints is UTF-8 whatever the locale: tables and JSON are read by programs.
     *
     * @return the exit code; 1 also where not all could be printed
     */
    static int run(String[] args, OutputStream target, PrintWriter err) {
        WatchedOutput watched = new WatchedOutput(target);
        PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(watched, UTF_8)), true);
        int code;
        try {
            code = commandLine(args).setOut(out).setErr(err).execute(args);
        } catch (OutOfMemoryError e) {
            err.println("agent: out of memory; PORTENT_HEAP gives it more MiB (" + e.getMessage() + ")");
            code = FAILED;
        }
        out.flush();
        IOException failure = watched.failure();
        if (failure == null) {
            return code;
        }
        if (!WatchedOutput.isReaderGone(failure)) {
            err.println("agent: standard output cannot be written: " + failure.getMessage());
        }
        return code == 0 ? FAILED : code;
    }

    /** All verbs with their options, nothing run. */
    public static CommandLine commandLine() {
        return commandLine(VERBS);
    }

    /** The verb that is asked for, where one is: to describe all of them takes a fifth of a second at each start. */
    private static CommandLine commandLine(String[] args) {
        String word = args.length == 0 ? "" : args[0];
        List<Class<?>> asked = VERBS.stream()
                .filter(verb -> verb.getAnnotation(Command.class).name().equals(word))
                .toList();
        return commandLine(asked.isEmpty() ? VERBS : asked);
    }

    private static CommandLine commandLine(List<Class<?>> verbs) {
        CommandLine agent = new CommandLine(new Main());
        verbs.forEach(verb -> agent.addSubcommand(new CommandLine(verb)));
        return agent.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((error, command, parsed) -> explain(error, command));
    }

    /** What a person can mend is one sentence; only a defect of the program shows its stack. */
    private static int explain(Exception error, CommandLine command) {
        if (error instanceof ConfigException || error instanceof WrongUsageException) {
            command.getErr().println(error.getMessage());
            return WRONG_USAGE;
        }
        if (error instanceof NoSuchFileException || error instanceof FileNotFoundException) {
            command.getErr().println("agent: no such file or folder: " + error.getMessage());
        } else if (error instanceof AccessDeniedException) {
            command.getErr().println("agent: no right to use " + error.getMessage());
        } else if (error instanceof NotEnoughException
                || error instanceof BadLabelsException
                || error instanceof BadBundleException
                || error instanceof TrainingStopped
                || error instanceof FailedException
                || error instanceof HeldException
                || error instanceof BadTextException
                || error instanceof StoreException
                || error instanceof IOException) {
            command.getErr().println("agent: " + error.getMessage());
        } else {
            error.printStackTrace(command.getErr());
        }
        return FAILED;
    }
}
