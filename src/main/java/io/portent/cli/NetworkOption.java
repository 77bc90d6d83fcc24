package io.portent.cli;

import io.portent.config.AgentConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of verbs that learn. */
final class NetworkOption {
    @Option(
            names = "--network",
            paramLabel = "NETWORK",
            completionCandidates = Candidates.Networks.class,
            description =
                    "What to train in place of model.network: simple-rnn, lstm, gru, one of these with bidirectional- before it, or auto, which compares the first three and"
                            + " the baselines within the training time and lets the best serve.")
    @Nullable
    String network;

    AgentConfig on(AgentConfig config) {
        if (network == null) {
            return config;
        }
        try {
            return config.with(config.model().withNetwork(network));
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--network " + e.getMessage());
        }
    }
}
